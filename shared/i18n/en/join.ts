/** The page where a laptop takes its seat. */
export const join = {
  title: 'Join a table',
} as const
