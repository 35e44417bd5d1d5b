import type { join as en } from '../en/join.ts'

/** The page where a laptop takes its seat. */
export const join = {
  roomPhrase: 'На экране проектора написано: {phrase}. Если там другие слова, не продолжайте и спросите модератора.',
  title: 'Присоединиться к столу',
  code: 'Код',
  codeHint: 'Шесть букв и цифр на экране в зале.',
  next: 'Найти столы',
  otherCode: 'Другой код',
  yourTable: 'Ваш стол',
  takeSeat: 'Место: {table}',
  chooseTable: 'Выберите стол',
  free: 'свободен',
  peopleThere: '{people, plural, one {# человек} few {# человека} many {# человек} other {# человека}}',
  who: 'Кто сидит за этим ноутбуком?',
  whoHint: 'Имя или должность. За одним ноутбуком могут сидеть несколько человек.',
  people: 'Сколько человек за этим ноутбуком?',
  rapporteur: 'Мы сдаём работу за стол',
  rapporteurHint: 'Это делает один ноутбук на столе',
  join: 'Присоединиться: {table}',
  noAccount: 'Учётная запись не нужна. Имена удаляются вместе с сессией.',
  back: 'Вернуться к своему столу',
  alreadySeated: 'У этого ноутбука уже есть место.',
} satisfies Record<keyof typeof en, string>
