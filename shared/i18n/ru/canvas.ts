import type { canvas as english } from '../en/canvas.ts'

/** Words of the canvases, whatever the exercise. */
export const canvas = {
  addCard: 'Добавить карточку',
} as const satisfies Record<keyof typeof english, string>
