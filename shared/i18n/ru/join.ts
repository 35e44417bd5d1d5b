import type { join as english } from '../en/join.ts'

/** The page where a laptop takes its seat. */
export const join = {
  title: 'Присоединиться к столу',
} as const satisfies Record<keyof typeof english, string>
