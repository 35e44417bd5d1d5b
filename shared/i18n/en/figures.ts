/** Words inside pictures. */
export const figures = {
  median: 'median',
} as const
