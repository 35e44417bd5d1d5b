export const onMap = {} as const
