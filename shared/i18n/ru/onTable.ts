export const onTable = {} as const
