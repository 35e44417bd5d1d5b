/** Words of the canvas vote. */
export const onVote = {} as const
