/** Words that every screen uses. */
export const common = {
  productName: 'Roundtable',
} as const
