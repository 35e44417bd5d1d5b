export const onMatrix = {} as const
