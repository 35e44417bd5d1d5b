export const onTree = {} as const
