/** Words of the canvas map. */
export const onMap = {} as const
