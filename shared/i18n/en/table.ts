/** The screen of a table at work. */
export const table = {
  handIn: 'Hand in',
} as const
