export const onStatement = {} as const
