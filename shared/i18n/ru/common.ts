import type { common as english } from '../en/common.ts'

/** Words that every screen uses. */
export const common = {
  productName: 'Roundtable',
} as const satisfies Record<keyof typeof english, string>
