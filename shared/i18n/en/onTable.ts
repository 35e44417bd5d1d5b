/** Words of the canvas table. */
export const onTable = {} as const
