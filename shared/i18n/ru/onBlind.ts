import type { onBlind as en } from '../en/onBlind.ts'

/** A step in which each laptop rates alone before its table agrees. */
export const onBlind = {
  why: 'Сначала каждый ноутбук оценивает сам. Ваших оценок никто не увидит, пока стол не откроет все сразу.',
  keys: 'Клавиши: от 1 до {of}, 0 — «не знаю».',
  progress: 'Оценено {rated} из {of, plural, one {# карточки} few {# карточек} many {# карточек} other {# карточки}}',
  finish: 'Мы оценили',
  unsent: 'Нет связи: ваши оценки хранятся на этом ноутбуке и отправятся сами.',
  waiting: 'Оценили {rated} из {of, plural, one {# ноутбука} few {# ноутбуков} many {# ноутбуков} other {# ноутбука}}',
  everybody:
    '{of, plural, one {Оценил # ноутбук} few {Оценили все # ноутбука} many {Оценили все # ноутбуков} other {Оценили все # ноутбука}}',
  stillRating: 'Ещё оценивают: {names}',
  notAll:
    '{count, plural, one {Не до конца оценена # карточка.} few {Не до конца оценены # карточки.} many {Не до конца оценено # карточек.} other {Не до конца оценено # карточки.}}',
  whoShows: 'Когда оценят все, открыть оценки сможет любой. Раньше это может сделать {name}.',
  change: 'Изменить наши оценки',
  show: 'Показать все оценки',
  showNow: 'Показать оценки сейчас',
  compare: 'Сравнить оценки',
  again: 'Оценить заново, каждый сам',
  takeAll: 'Принять медианы',
  agree: 'Каждая точка — ноутбук (ваша закрашена), число в ней — сколько за ним человек. Выберите то, с чем согласен стол.',
  agreed: 'Согласовано {agreed} из {of}',
  median: 'медиана {median}',
  range: 'медиана {median}, от {min} до {max}',
  alike: 'у всех {value}',
  differ: 'мнения расходятся: от {min} до {max}',
  nobody: 'никто не оценил',
  nobodyKnows: 'никто не знает',
  saidBy: '{people, plural, one {# человек} few {# человека} many {# человек} other {# человека}}: {value}',
  own: '{people, plural, one {# человек} few {# человека} many {# человек} other {# человека}} (вы): {value}',
  doNotKnow: 'не знаю',
  choose: 'Согласовать «{field}»: {value}',
} as const satisfies Record<keyof typeof en, string>
