import type { sheets as en } from '../en/sheets.ts'

/** Words of the sheets of a session. */
export const sheets = {
  exercise: 'Упражнение',
  kind: 'Вид',
  entry: 'Запись',
  namedBy: 'Названо группами',
  groups: 'Групп работало',
  cards: 'Карточек',
  setAside: 'Отложено',
  field: 'Поле',
  group: 'Группа',
  value: 'Значение',
  unknown: 'не знаем',
  decision: 'Решение',
  about: 'О чём',
  undone: 'Отменено',
  yes: 'да',
  merged: 'Объединённые записи',
  ratings: 'Оценки',
  decisions: 'Решения',
  join: 'объединено',
  split: 'разделено',
  title: 'озаглавлено',
  'set-aside': 'отложено',
  'keep-apart': 'оставлено порознь',
} satisfies Record<keyof typeof en, string>
