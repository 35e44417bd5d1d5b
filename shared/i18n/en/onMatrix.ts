/** Words of the canvas matrix. */
export const onMatrix = {} as const
