/** Words of the canvas network. */
export const onNetwork = {} as const
