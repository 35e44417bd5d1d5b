import type { Exercise, Field } from '../exercise/exercise.ts'
import type { Card } from '../fields/values.ts'
import { languages, type Language, type Localized } from '../i18n/language.ts'
import type { Given } from '../session/given.ts'
import { partCard, usualParts, type PartExercise, type Placed } from './parts.ts'
import { isVariant, type Audience } from './variants.ts'

/**
 * What organisers write around the results: a board of its own, so that several write at once and nothing is lost. It
 * belongs to no group; each text stands once for every language, because a report is a file in one language.
 */
export const sections = ['introduction', 'presentations', 'conclusions', 'nextSteps'] as const
export type SectionName = (typeof sections)[number]

const mark = 'narrative-'
/** The board of a session's narrative. */
export const narrativeBoard = (session: string): string => `${mark}${session}`
/** The session whose narrative stands on a board; null for the boards of groups. */
export const sessionOfNarrative = (board: string): string | null => (board.startsWith(mark) ? board.slice(mark.length) : null)

const same = (text: string): Localized => ({ en: text, ru: text })
const texts = (max: number): Record<string, Field> =>
  Object.fromEntries(languages.map((language) => [language, { id: language, label: same(language), type: 'text', max }]))
const line = (id: string, max = 200): Record<string, Field> => ({ [id]: { id, label: same(id), type: 'line', max } })

const kind = (id: string, fields: Record<string, Field>) => ({
  id,
  label: same(id),
  plural: same(id),
  titleField: 'name',
  fields: { ...line('name', 40), ...fields },
  sameWhen: [],
})
const choice = (id: string, from: string): Record<string, Field> => ({ [id]: { id, label: same(id), type: 'choice', from, own: false } })
const audience = choice('audience', 'audience')
const terms = (...codes: string[]) => codes.map((code) => ({ code, label: same(code) }))

/** How the board is read; no facilitator ever sees it as an exercise. */
export const narrativeExercise: Exercise = {
  id: 'narrative',
  title: same('narrative'),
  summary: same(''),
  kinds: {
    cover: kind('cover', {
      ...line('dates'),
      ...line('organizers'),
      ...line('donors'),
      ...choice('status', 'status'),
    }),
    section: kind('section', { ...texts(20_000), ...audience }),
    recommendation: kind('recommendation', { ...texts(1000), ...line('evidence', 100), ...audience }),
    mark: kind('mark', { ...line('about', 130), keys: { id: 'keys', label: same('keys'), type: 'text', max: 100_000 }, ...audience }),
    part: kind('part', { ...line('name', 60), out: { id: 'out', label: same('out'), type: 'flag' } }),
  },
  steps: [],
  vocabularies: {
    status: { id: 'status', terms: terms('draft', 'final') },
    audience: { id: 'audience', terms: terms('participants', 'restricted') },
  },
  sample: [],
}

/** What stands on the board before anybody has written: one card for the cover, each section, and the place of each part of the report. */
export function narrativeStart(exercises: readonly PartExercise[]): readonly Given[] {
  const { body, annexes } = usualParts(exercises)
  const given = (id: string, kind: string, name: string): Given => ({
    id,
    kind,
    title: { own: name },
    from: { exercise: 'narrative', cluster: id, groups: 0, of: 0 },
  })
  return [
    given('cover', 'cover', 'cover'),
    ...sections.map((name) => given(name, 'section', name)),
    ...[...body, ...annexes].map((part) => given(partCard(part), 'part', part)),
  ]
}

export interface Narrative {
  /** Of the meeting, where they are not those on which steps were worked on; empty where they are. */
  readonly dates: string
  readonly organizers: string
  readonly donors: string
  readonly isFinal: boolean
  readonly sections: Readonly<Record<SectionName, Localized>>
  readonly recommendations: readonly Recommendation[]
  /** Whom each section is for. */
  readonly audiences: Readonly<Record<SectionName, Audience>>
  readonly marks: readonly Mark[]
  /** Where the parts of the report stand, and which are left out. */
  readonly parts: readonly Placed[]
}
/** A merged entry, or without a key a whole exercise, that is not for everybody. */
export interface Mark {
  readonly exercise: string
  /** Contributions of the entry, also those that were taken away since: whichever is left is hidden, with what it was merged with. */
  readonly keys: readonly string[]
  readonly audience: Audience
}
/** `evidence` is the exercise and the contribution of a merged entry, joined by a colon; empty where it stands by itself. */
export interface Recommendation {
  readonly words: Localized
  readonly evidence: string
  readonly audience: Audience
}

/** What stands in a text of a card; empty where there is none. */
export function writtenIn(card: Card | undefined, field: string): string {
  const value = card?.fields[field]
  return typeof value === 'string' ? value : ''
}

/** What a card of the board marks: `about` as evidence is named, and under `keys` a line each contribution that is meant as well. */
export function marked(card: Card): Omit<Mark, 'audience'> {
  const [about, more] = [writtenIn(card, 'about').trim(), writtenIn(card, 'keys')]
  const colon = about.indexOf(':')
  const keys = new Set([about.slice(colon + 1), ...more.split('\n')].filter((key) => key !== ''))
  return { exercise: about.slice(0, Math.max(0, colon)), keys: colon < 0 ? [] : [...keys] }
}

/** How keys stand on the board: a line each, so that two who add the same at once only add it twice. */
export const linesOf = (keys: readonly string[]): string => keys.map((key) => `${key}\n`).join('')

/**
 * What is to stand under `keys` of a mark, now that its entry has these contributions; null where all of them stand there. What
 * was taken from the entry stays: it may come back.
 */
export function grownKeys(card: Card, members: readonly string[]): string | null {
  const { keys } = marked(card)
  if (keys.length === 0) return null
  const more = [...new Set(members)].filter((key) => !keys.includes(key))
  return more.length === 0 ? null : writtenIn(card, 'keys') + linesOf(more)
}

/** Total: whatever stands on the board, a narrative comes out. */
export function readNarrative(cards: readonly Card[]): Narrative {
  const cover = cards.find(({ id }) => id === 'cover')
  const words = (card: Card | undefined, field: string) => writtenIn(card, field).trim()
  const inAll = (card: Card | undefined): Localized => ({ en: words(card, 'en'), ru: words(card, 'ru') })
  const codeOf = (field: string, card: Card | undefined) => {
    const value = card?.fields[field]
    return typeof value === 'object' && value !== null && 'code' in value ? value.code : ''
  }
  const audienceOf = (card: Card | undefined): Audience =>
    isVariant(codeOf('audience', card)) ? (codeOf('audience', card) as Audience) : 'public'
  const ordered = (kind: string) => cards.filter((card) => card.kind === kind).sort((a, b) => a.order - b.order)
  const recommendations = ordered('recommendation')
  return {
    dates: words(cover, 'dates'),
    organizers: words(cover, 'organizers'),
    donors: words(cover, 'donors'),
    isFinal: codeOf('status', cover) === 'final',
    sections: Object.fromEntries(sections.map((name) => [name, inAll(cards.find(({ id }) => id === name))])) as Record<
      SectionName,
      Localized
    >,
    recommendations: recommendations
      .map((card) => ({ words: inAll(card), evidence: words(card, 'evidence'), audience: audienceOf(card) }))
      .filter(({ words: { en, ru } }) => en !== '' || ru !== ''),
    audiences: Object.fromEntries(sections.map((name) => [name, audienceOf(cards.find(({ id }) => id === name))])) as Record<
      SectionName,
      Audience
    >,
    marks: ordered('mark').map((card) => ({ ...marked(card), audience: audienceOf(card) })),
    parts: placedIn(cards),
  }
}

/** What the cards of parts say of them. */
export function placedIn(cards: readonly Card[]): readonly Placed[] {
  return cards.flatMap(({ id, kind, order, fields }) => (kind === 'part' ? [{ card: id, order, isOut: fields['out'] === true }] : []))
}

/** The text in the report's language, or in the other one where there is no other. */
export const inEither = (text: Localized, language: Language): string => text[language] || text[language === 'en' ? 'ru' : 'en']
