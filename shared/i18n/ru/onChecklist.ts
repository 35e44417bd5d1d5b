export const onChecklist = {} as const
