import { stemOf } from './stems.ts'

/** Words that only hold others together. */
const joining =
  'a an the of and or in on at to for with by from as is are be was were that this their its it into through via among between per than ' +
  'и в во на по с со из от до для за о об у к ко при без под над через среди между или а но же ли бы как что это их его где'
/** Words that half of all cards in such a meeting have: they alone make nothing the same. */
const common =
  'illegal illicit trade trafficking crime criminal organized group regional national system measure programme program new strengthen improve ' +
  'increase establish create develop support case number share no not lack too few weak poor insufficient gap access run use take law border ' +
  'незаконный нелегальный оборот торговля преступность преступление преступный организованный группа региональный национальный система мера программа новый ' +
  'усилить усиление улучшить улучшение создать создание поддержка дело количество число доля нет не отсутствие недостаток нехватка слабый пробел доступ закон принять наладить граница'

const joiningWords: ReadonlySet<string> = new Set(joining.split(' '))
const commonStems: ReadonlySet<string> = new Set(common.split(' ').map(stemOf))

/** Words from which something comes, and to which it goes: "from A to B" is not "from B to A". */
export const fromWords: ReadonlySet<string> = new Set(['from', 'из', 'от'])
export const toWords: ReadonlySet<string> = new Set(['to', 'into', 'в', 'во', 'на', 'до', 'к'])

export const isJoining = (word: string): boolean => joiningWords.has(word)
/** How much a word says, 0 to 1. */
export const weightOf = (stem: string): number => (commonStems.has(stem) ? 0.4 : 1)
