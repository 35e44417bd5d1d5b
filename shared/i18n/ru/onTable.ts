import type { onTable as en } from '../en/onTable.ts'

/** Words of the canvas table. */
export const onTable = {
  sheet: 'Таблица: {name}',
  empty: 'В таблице пока пусто. Добавьте первую строку и нажмите Enter в ячейке, чтобы заполнить её.',
  emptyReadOnly: 'В этой таблице ничего не написали.',
  noTitle: 'пока без названия',
  blank: '–',
  row: 'Строка {number}',
  keys: 'Стрелки — по ячейкам, Enter — писать, Escape — выйти.',
  editing: '{row}: {field}',
  loose: 'Ещё не распределено',
} satisfies Record<keyof typeof en, string>
