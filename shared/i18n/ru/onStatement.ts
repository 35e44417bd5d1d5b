import type { onStatement as en } from '../en/onStatement.ts'

/** Words of the canvas statement. */
export const onStatement = {
  write: 'Написать: {name}',
  writeAnother: 'Написать ещё: {name}',
  empty: 'Чистый лист. Писать на нём может сразу весь стол.',
  emptyReadOnly: 'Здесь ничего не написали.',
  ofLimit: 'написано {count} из {limit}',
  left: '{left, plural, one {остался # знак} few {осталось # знака} many {осталось # знаков} other {осталось # знака}}',
  blank: 'Ничего не написано.',
} satisfies Record<keyof typeof en, string>
