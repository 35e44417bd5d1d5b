/** Words of the canvases, whatever the exercise. */
export const canvas = {
  addCard: 'Add a card',
} as const
