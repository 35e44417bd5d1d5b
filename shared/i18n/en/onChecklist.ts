/** Words of the canvas checklist. */
export const onChecklist = {
  answer: '{line}: {field}',
  ownLine: 'A line of your own',
  ownPlaceholder: 'What else should be checked?',
  addOwn: 'Add the line',
  notAnswered: 'not answered',
} as const
