import type { table as english } from '../en/table.ts'

/** The screen of a table at work. */
export const table = {
  handIn: 'Сдать работу',
} as const satisfies Record<keyof typeof english, string>
