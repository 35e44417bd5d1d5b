export const onVote = {} as const
