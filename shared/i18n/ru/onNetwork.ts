export const onNetwork = {} as const
