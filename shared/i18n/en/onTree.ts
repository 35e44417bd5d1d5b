/** Words of the canvas tree. */
export const onTree = {} as const
