/** Words of the canvas checklist. */
export const onChecklist = {} as const
