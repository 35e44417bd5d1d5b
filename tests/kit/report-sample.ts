import type { Exercise, Field, Kind } from '../../shared/exercise/exercise.ts'
import type { Card, Value } from '../../shared/fields/values.ts'
import type { GroupCards } from '../../shared/merge/cluster.ts'
import type { ReportInput } from '../../shared/report/telling.ts'
import { newSession, takeSeat } from '../../shared/session/new-session.ts'

const both = (en: string, ru: string) => ({ en, ru })
const levels = ['negligible', 'minor', 'moderate', 'major', 'extreme'].map((en, index) => both(en, `уровень ${index + 1}`))
const fields: Record<string, Field> = {
  name: { id: 'name', label: both('Market', 'Рынок'), type: 'choice', from: 'markets', own: true },
  scale: { id: 'scale', label: both('Scale', 'Масштаб'), type: 'rating', of: 5, scale: levels },
  impact: { id: 'impact', label: both('Impact', 'Последствия'), type: 'rating', of: 5, scale: levels },
  trend: { id: 'trend', label: both('Trend', 'Тенденция'), type: 'choice', from: 'trends', own: false },
  note: { id: 'note', label: both('Note', 'Примечание'), type: 'text', max: 2000 },
}
const market: Kind = {
  id: 'market',
  label: both('Market', 'Рынок'),
  plural: both('Markets', 'Рынки'),
  titleField: 'name',
  fields,
  sameWhen: ['name'],
}
const step = { minutes: 20, hint: both('', ''), fill: ['name'] }

export const sampleExercise: Exercise = {
  id: 'crime-mapping',
  title: both('Mapping organized crime', 'Картирование организованной преступности'),
  summary: both('', ''),
  kinds: { market },
  steps: [
    {
      ...step,
      id: 'choose',
      title: both('Choose', 'Выбор'),
      question: both('Which markets matter?', 'Какие рынки важны?'),
      canvas: { type: 'columns', kind: 'market', by: 'trend' },
    },
    {
      ...step,
      id: 'rate',
      title: both('Rate', 'Оценка'),
      question: both('How large are they?', 'Насколько они велики?'),
      canvas: { type: 'grid', kind: 'market', x: 'scale', y: 'impact' },
    },
  ],
  vocabularies: {
    markets: {
      id: 'markets',
      terms: [
        { code: 'heroin', label: both('Heroin trade', 'Торговля героином') },
        { code: 'arms', label: both('Arms trafficking', 'Незаконный оборот оружия') },
        { code: 'cyber', label: both('Cyber-dependent crimes', 'Киберпреступность') },
      ],
    },
    trends: {
      id: 'trends',
      terms: [
        { code: 'growing', label: both('growing', 'растёт') },
        { code: 'stable', label: both('stable', 'стабильно') },
      ],
    },
  },
  sample: [],
}

export const canaries = ['CanarySeatOne', 'canaryseatid1', 'CanaryTableName', 'canarysession9']

export function cardOf(id: string, order: number, values: Readonly<Record<string, Value>>): Card {
  return { id, kind: 'market', order, fields: { name: null, scale: null, impact: null, trend: null, note: '', ...values } }
}

/** A session of four groups of which three worked; its seats, tables and ids carry canaries. */
export function sampleReport(language: 'en' | 'ru', extra: Readonly<Record<string, Value>> = {}): ReportInput {
  let count = 0
  const plan = {
    id: 'canarysession9',
    code: 'ABCDEF',
    title: 'Strategies to prevent organized crime',
    place: 'Tashkent',
    created: Date.UTC(2026, 2, 9, 8),
    groups: 4,
    exercises: [sampleExercise],
  }
  const made = newSession(plan, () => `id${count++}`)
  const named = { ...made, groups: made.groups.map((group) => ({ ...group, name: 'CanaryTableName' })) }
  const seat = {
    id: 'canaryseatid1',
    group: 'id0',
    name: 'CanarySeatOne',
    people: 3,
    rapporteur: true,
    handRaised: null,
    done: [],
    joined: 1,
  }
  const boards: GroupCards[] = [
    {
      group: 'id0',
      cards: [
        cardOf('a', 1, { name: { code: 'heroin' }, scale: 4, impact: 5, trend: { code: 'growing' }, note: 'Северный маршрут' }),
        cardOf('b', 2, { name: { code: 'cyber' }, scale: 1, impact: 3, ...extra }),
      ],
    },
    {
      group: 'id1',
      cards: [
        cardOf('c', 1, { name: { code: 'heroin' }, scale: 5, impact: 4, trend: { code: 'stable' } }),
        cardOf('d', 2, { name: { code: 'cyber' }, scale: 5, impact: 'unknown' }),
      ],
    },
    {
      group: 'id2',
      cards: [
        cardOf('e', 1, { name: { code: 'heroin' }, scale: 4, impact: 4 }),
        cardOf('f', 2, { name: { code: 'cyber' }, scale: 4, impact: 3 }),
        cardOf('g', 3, { name: { own: 'Illegal gold mining' }, scale: 3, impact: 3, note: 'rivers only' }),
      ],
    },
    { group: 'id3', cards: [] },
  ]
  return {
    session: takeSeat(named, seat),
    exercises: [sampleExercise],
    boards: { 'crime-mapping': boards },
    language,
    now: Date.UTC(2026, 2, 10, 16),
  }
}
