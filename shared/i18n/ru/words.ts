import type { words as english } from '../en/words.ts'

/** Small words that screens, pictures and the report share. */
export const words = {
  doNotKnow: 'не знаю',
  doNotKnowButton: 'Не знаю',
  notSaid: 'не указано',
  ownWords: 'своими словами',
  table: 'Стол {letter}',
  tableNamed: 'Стол {letter} · {name}',
  nOfM: '{n} из {m}',
  nOfMGroups: '{n} из {m, plural, one {# группы} few {# групп} many {# групп} other {# группы}}',
  nGroups: '{n, plural, one {# группа} few {# группы} many {# групп} other {# группы}}',
  couldRate:
    'оценить {n, plural, one {смогла} few {смогли} many {смогли} other {смогли}} {n} из {m, plural, one {# группы} few {# групп} many {# групп} other {# группы}}',
  nContributions: '{n, plural, one {# вклад} few {# вклада} many {# вкладов} other {# вклада}}',
  nClusters: '{n, plural, one {# кластер} few {# кластера} many {# кластеров} other {# кластера}}',
  nCards: '{n, plural, one {# карточка} few {# карточки} many {# карточек} other {# карточки}}',
  nMinutes: '{n, plural, one {# минута} few {# минуты} many {# минут} other {# минуты}}',
  median: 'медиана',
  range: 'от {min} до {max}',
  strong: 'высокая согласованность',
  moderate: 'умеренная согласованность',
  weak: 'слабая согласованность',
  divergent: 'мнения групп расходятся',
  thin: 'слишком мало оценок для сравнения',
  shortStrong: 'согласны',
  shortModerate: 'согласны',
  shortWeak: 'разброс',
  shortDivergent: 'расходятся',
  shortThin: 'мало',
  shortSingle: 'одна',
} as const satisfies Record<keyof typeof english, string>
