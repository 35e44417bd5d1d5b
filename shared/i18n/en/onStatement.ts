/** Words of the canvas statement. */
export const onStatement = {} as const
