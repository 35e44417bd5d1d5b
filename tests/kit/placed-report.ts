import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Language } from '../../shared/i18n/language.ts'
import type { ReportInput } from '../../shared/report/telling.ts'
import type { RegionMap } from '../../shared/maps/region.ts'
import { newItem } from '../../shared/session/new-session.ts'
import { cardOf, sampleExercise, sampleReport } from './report-sample.ts'

const both = (words: string) => ({ en: words, ru: words })
const map = { id: 'region', places: [], states: [], disclaimer: both(''), lines: [], notes: [] } as unknown as RegionMap
const market = sampleExercise.kinds['market']!

/** On maps, with a free place whose name is a text too. */
const placed: Exercise = {
  ...sampleExercise,
  id: 'placed',
  title: both('On the map'),
  kinds: {
    market: { ...market, fields: { ...market.fields, where: { id: 'where', label: both('Where'), type: 'place', map: 'region' } } },
  },
  maps: { region: map },
}

/** The sample session and one more exercise, of which the first table put all texts on a map: each as a card's name and its place's. */
export function placedReport(language: Language, texts: readonly string[]): ReportInput {
  const sample = sampleReport(language)
  const cards = texts.map((text, at) => cardOf(`w${at}`, at, { name: { own: text }, where: { lon: 60 + at / 100, lat: 40, name: text } }))
  let count = 0
  const item = newItem(placed, sample.session.groups, () => `placed${count++}`)
  return {
    ...sample,
    session: { ...sample.session, agenda: [...sample.session.agenda, item] },
    exercises: [...sample.exercises, placed],
    boards: { ...sample.boards, placed: [{ group: 'id0', cards }] },
  }
}
