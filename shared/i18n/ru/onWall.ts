import type { onWall as english } from '../en/onWall.ts'

/** Words of the merged views on the projector. */
export const onWall = {
  key: '«2/{groups}» — назвали 2 из {groups} групп.',
  keySessions: '«2/{sessions}» — названо в 2 из {sessions} сессий.',
  also: 'также: {places}',
  emptyColumns: 'Пусто: {columns}.',
  differs: 'Пунктир: группы расходятся',
  leftOut: 'В докладе: {fields}',
  number: 'Число — сколько групп из {groups} это назвали.',
  numberSessions: 'Число — в скольких сессиях из {sessions} это названо.',
  below: 'под ней: {count}',
  answered: 'Есть ответ: {n} из {m}',
  of: 'из {m}',
  numberAnswered: 'Число — сколько групп из {groups} ответили.',
} as const satisfies Record<keyof typeof english, string>
