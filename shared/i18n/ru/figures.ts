import type { figures as english } from '../en/figures.ts'

/** Words inside pictures. */
export const figures = {
  median: 'медиана',
} as const satisfies Record<keyof typeof english, string>
