import type { onChecklist as en } from '../en/onChecklist.ts'

/** Words of the canvas checklist. */
export const onChecklist = {
  answer: '{line}: {field}',
  ownLine: 'Своя строка',
  ownPlaceholder: 'Что ещё нужно проверить?',
  addOwn: 'Добавить строку',
  notAnswered: 'нет ответа',
} satisfies Record<keyof typeof en, string>
