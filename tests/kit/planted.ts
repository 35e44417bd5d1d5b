import { sections, type Narrative } from '../../shared/report/narrative.ts'
import type { ReportInput } from '../../shared/report/telling.ts'
import type { AttributionSet } from '../../shared/session/attribution.ts'
import type { Session } from '../../shared/session/session.ts'
import { cardOf, sampleExercise, sampleReport } from './report-sample.ts'

/** Words that no variant may show: people, ids, who decided, who commented. */
export const nobodys = ['CanarySeatOne', 'canaryseatid1', 'canarysession9', 'CanaryHandIn', 'CanaryDecider', 'canarydecision', 'CanarySays', 'canarycomment', 'CanarySteer'] // prettier-ignore
/** Words of organisers' alone, one for each place that could forget it. */
export const organisers = ['CanaryMarked', 'CanaryMate', 'CanaryField', 'CanaryKind', 'CanaryExercise', 'CanaryWhole', 'CanaryHandedOn', 'CanaryVoted', 'CanaryRested', 'CanaryChapter', 'CanaryRemark'] // prettier-ignore
/** Words for participants too, and not for the public. */
export const participants = ['CanaryForRoom', 'CanaryWalk', 'CanaryAdvice']
export const tables = ['CanaryTableName', 'CanaryDelegation']

const own = (words: string) => ({ name: { own: words }, scale: 3, impact: 3 })
const both = (words: string) => ({ en: words, ru: words })
const market = sampleExercise.kinds['market']!
const marked = {
  ...sampleExercise,
  kinds: {
    market: { ...market, fields: { ...market.fields, source: { id: 'source', label: both('Source'), type: 'text' as const, max: 500, confidential: true as const } } },
    secret: { ...market, id: 'secret', label: both('Secret'), plural: both('Secrets'), confidential: true as const },
  },
} // prettier-ignore
const later = { ...sampleExercise, id: 'later', title: both('Later on') }
const closed = { ...sampleExercise, id: 'closed', title: both('CanaryExercise'), confidential: true as const }

/** A board is read with a value for every field. */
const whole = (boards: ReportInput['boards']): ReportInput['boards'] =>
  Object.fromEntries(
    Object.entries(boards).map(([id, all]) => [
      id,
      all.map((board) => ({ ...board, cards: board.cards.map((card) => ({ ...card, fields: { source: '', ...card.fields } })) })),
    ]),
  )

/** A session with a planted word in every place that a variant or the rule of attribution must hide. */
export function plantedReport(language: 'en' | 'ru', attribution: readonly AttributionSet[] = []): ReportInput {
  const { session: made, boards, ...rest } = sampleReport(language)
  const [first, second, ...others] = boards['crime-mapping']!
  const item = made.agenda[0]!
  const step = { ...item.steps[0]!, handedIn: [{ group: 'id0', at: 5, by: 'CanaryHandIn' }] }
  const from = { exercise: 'crime-mapping', cluster: 'id0:m1', groups: 2, of: 3 }
  const title = (text: string) => ({ by: 'group' as const, text })
  const session: Session = {
    ...made,
    groups: made.groups.map((group) => ({ ...group, delegation: 'CanaryDelegation' })),
    lastSteer: { by: 'CanarySteer', what: 'open-step' },
    agenda: [
      { ...item, steps: [step, ...item.steps.slice(1)] },
      { ...item, exercise: 'later', givens: [{ id: 'g1', kind: 'market', title: { own: 'CanaryHandedOn' }, from }] },
      { ...item, exercise: 'closed' },
      { ...item, exercise: 'whole' },
    ],
    decisions: [
      { act: 'join', keys: ['id0:m1', 'id1:m2'], id: 'canarydecision', at: 7, by: 'CanaryDecider', undone: false },
      { act: 'title', key: 'id1:m2', text: 'CanaryMarked', id: 'canarydecision2', at: 8, by: 'CanaryDecider', undone: false },
    ],
    votes: [{
      id: 'v1', exercise: 'crime-mapping', question: 'What first?', way: 'dots', dots: 3, round: 1, opened: 1, closed: 2, present: { seats: 1, people: 3 },
      items: [{ cluster: 'id0:m1', kind: 'market', title: title('CanaryVoted') }, { cluster: 'id0:a', kind: 'market', title: title('Heroin') }],
      ballots: [{ seat: 'canaryseatid1', people: 3, done: true, answers: [{ item: 'id0:m1', value: 2 }] }],
    }],
    comments: [
      { id: 'canarycomment1', exercise: 'crime-mapping', group: 'id0', card: 'm1', from: 'id1', at: 3, text: 'CanaryRemark' },
      { id: 'canarycomment2', exercise: 'crime-mapping', group: 'id0', card: null, from: 'id1', at: 3, text: 'CanaryWalk' },
    ],
    messages: [{ id: 'm', at: 1, by: 'CanarySays', text: 'CanarySays', to: null, read: [] }],
    ...(attribution.length > 0 ? { attribution } : {}),
  } // prettier-ignore
  const texts = Object.fromEntries(sections.map((name) => [name, both(name === 'presentations' ? 'CanaryChapter' : `Written: ${name}`)]))
  const narrative: Narrative = {
    dates: '',
    organizers: '',
    donors: '',
    isFinal: false,
    sections: texts as Narrative['sections'],
    recommendations: [
      { words: both('CanaryRested'), evidence: 'crime-mapping:id0:m1', audience: 'public' },
      { words: both('CanaryAdvice'), evidence: '', audience: 'participants' },
    ],
    audiences: { introduction: 'public', presentations: 'restricted', conclusions: 'public', nextSteps: 'public' },
    parts: [],
    marks: [
      { exercise: 'crime-mapping', keys: ['id0:m1', 'id1:m2'], audience: 'restricted' },
      { exercise: 'crime-mapping', keys: ['id1:p1'], audience: 'participants' },
      { exercise: 'whole', keys: [], audience: 'restricted' },
    ],
  }
  const secret = { ...cardOf('k1', 9, own('CanaryKind')), kind: 'secret' }
  const given = cardOf('g1', 1, own('CanaryHandedOn'))
  return {
    ...rest,
    session,
    narrative,
    exercises: [marked, later, closed, { ...sampleExercise, id: 'whole', title: both('CanaryWhole') }],
    boards: whole({
      'crime-mapping': [
        { ...first!, cards: [...first!.cards, cardOf('m1', 7, { ...own('CanaryMarked'), note: 'CanaryMarked' }), cardOf('s1', 8, { ...own('Open entry'), source: 'CanaryField' }), secret] },
        { ...second!, cards: [...second!.cards, cardOf('m2', 7, { ...own('CanaryMate'), note: 'CanaryMate' }), cardOf('p1', 8, own('CanaryForRoom'))] },
        ...others,
      ],
      later: [{ group: 'id0', cards: [given, cardOf('l1', 2, own('Open later'))] }, { group: 'id1', cards: [given] }],
      closed: [{ group: 'id0', cards: [cardOf('c1', 1, own('CanaryExercise'))] }],
      whole: [{ group: 'id0', cards: [cardOf('w1', 1, own('CanaryWhole'))] }],
    }),
  } // prettier-ignore
}
