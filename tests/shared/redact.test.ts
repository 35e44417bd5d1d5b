import { describe, expect, test } from 'vitest'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { GroupCards } from '../../shared/merge/cluster.ts'
import { assembleReport } from '../../shared/report/assemble.ts'
import { assembleSheets } from '../../shared/report/sheets.ts'
import type { ReportInput } from '../../shared/report/telling.ts'
import { variants, type Variant } from '../../shared/report/variants.ts'
import { nobodys, organisers, participants, plantedReport, tables } from '../kit/planted.ts'

const told = (input: ReportInput, variant: Variant) => {
  const asked = { ...input, variant }
  return JSON.stringify([assembleReport(asked), assembleSheets(asked)])
}
const found = (text: string, words: readonly string[]) => words.filter((word) => text.includes(word))

describe('what a variant of the report shows', () => {
  test('X2: public nothing that is marked, participants what is for them, organisers all; nobody a person', () => {
    for (const language of ['en', 'ru'] as const) {
      const input = plantedReport(language)
      expect(found(told(input, 'public'), [...nobodys, ...tables, ...organisers, ...participants])).toEqual([])
      expect(found(told(input, 'participants'), [...nobodys, ...tables, ...organisers])).toEqual([])
      expect(found(told(input, 'participants'), participants)).toEqual(participants)
      // The control: what is hidden above does stand in what would be told without the rule.
      expect(found(told(input, 'restricted'), [...organisers, ...participants])).toEqual([...organisers, ...participants])
      expect(found(told(input, 'restricted'), [...nobodys, ...tables])).toEqual([])
    }
  })

  test('X2: a rule that forgets one place is found out', () => {
    const input = plantedReport('en')
    const { narrative, session } = input
    const [, later] = session.agenda
    const forgetful: Readonly<Record<string, ReportInput>> = {
      CanaryMarked: { ...input, narrative: { ...narrative!, marks: narrative!.marks.slice(1) } },
      CanaryChapter: { ...input, narrative: { ...narrative!, audiences: { ...narrative!.audiences, presentations: 'public' } } },
      CanaryField: { ...input, exercises: input.exercises.map((one) => ({ ...one, kinds: { ...one.kinds, market: { ...one.kinds['market']!, fields: Object.fromEntries(Object.entries(one.kinds['market']!.fields).map(([id, { confidential: _, ...field }]) => [id, field])) as never } } })) },
      CanaryHandedOn: { ...input, session: { ...session, agenda: session.agenda.map((item) => (item === later ? { ...item, givens: [] } : item)) } },
      CanaryRested: { ...input, narrative: { ...narrative!, recommendations: narrative!.recommendations.map((one) => ({ ...one, evidence: '' })) } },
    } // prettier-ignore
    for (const [canary, wrong] of Object.entries(forgetful)) expect(found(told(wrong, 'public'), [canary])).toEqual([canary])
  })

  test('X2: what was rated alone in a confidential field is told to organisers only', () => {
    const input = plantedReport('en')
    const [first, ...others] = input.exercises
    const market = first!.kinds['market']!
    const secret: Exercise = {
      ...first!,
      kinds: {
        ...first!.kinds,
        market: { ...market, fields: { ...market.fields, impact: { ...market.fields['impact']!, confidential: true } } },
      },
      steps: first!.steps.map((step) => (step.id === 'rate' ? { ...step, fill: ['scale', 'impact'], rating: 'blind' as const } : step)),
    }
    const sheet = { seat: 'canaryseatid1', rated: true, answers: ['scale', 'impact'].map((field) => ({ card: 'a', field, value: 5 })) }
    const blind = [{ step: 'rate', group: 'id0', round: 1, sheets: [sheet], revealed: 1 }]
    const told = { ...input, exercises: [secret, ...others], session: { ...input.session, blind } }
    const alone = (variant: Variant) =>
      assembleReport({ ...told, variant }).blocks.flatMap((block) =>
        block.is === 'table' ? block.head.filter((one) => one.includes('alone')) : [],
      )
    expect(alone('restricted')).toEqual(['Scale, alone', 'Impact, alone'])
    expect(alone('participants')).toEqual(['Scale, alone'])
    expect(alone('public')).toEqual(['Scale, alone'])
  })

  test('X2: a card handed on from an exercise that is not here is told to organisers only', () => {
    const input = plantedReport('en')
    const given = { ...input.boards['later']![0]!.cards[0]!, id: 'given-9', fields: { ...input.boards['later']![0]!.cards[1]!.fields, name: { own: 'CanaryFar' } } } // prettier-ignore
    const far = { ...input, boards: { ...input.boards, later: [{ group: 'id0', cards: [given] }] } }
    expect(found(told(far, 'restricted'), ['CanaryFar'])).toEqual(['CanaryFar'])
    expect([...found(told(far, 'participants'), ['CanaryFar']), ...found(told(far, 'public'), ['CanaryFar'])]).toEqual([])
  })

  test('X2: what was called by a card that is gone since is closed where anything is closed', () => {
    const input = plantedReport('en')
    const { session, narrative, exercises } = input
    const [mapping, later, ...others] = session.agenda
    const from = { exercise: 'crime-mapping', cluster: 'id0:gone', groups: 2, of: 3 }
    const given = { ...input.boards['later']![0]!.cards[0]!, id: 'given-8', fields: { ...input.boards['later']![0]!.cards[1]!.fields, name: { own: 'CanaryGone' } } } // prettier-ignore
    const gone = (marks: typeof narrative, kind = 'market', exercise = exercises[0]!): ReportInput => ({
      ...input,
      narrative: { ...marks!, recommendations: [{ words: { en: 'CanaryGoneAdvice', ru: '' }, evidence: 'crime-mapping:id0:gone', audience: 'public' }] },
      exercises: [exercise, ...exercises.slice(1)],
      boards: { ...input.boards, later: [{ group: 'id0', cards: [given] }] },
      session: {
        ...session,
        agenda: [mapping!, { ...later!, givens: [{ id: 'given-8', kind: 'market', title: { own: 'CanaryGone' }, from }] }, ...others],
        votes: session.votes!.map((vote) => ({ ...vote, items: [...vote.items, { cluster: 'id0:gone', kind, title: { by: 'group', text: 'CanaryGoneVoted' } }] })),
        comments: [{ id: 'canarycomment3', exercise: 'crime-mapping', group: 'id0', card: 'gone', from: 'id1', at: 3, text: 'CanaryGoneSaid' }],
      },
    }) // prettier-ignore
    const words = ['CanaryGone"', 'CanaryGoneVoted', 'CanaryGoneAdvice', 'CanaryGoneSaid']
    const shown = (one: ReportInput) => variants.map((variant) => found(told(one, variant), words))
    expect(shown(gone(narrative))).toEqual([[], [], words])
    // Nothing was ever marked, but its kind was confidential, as the ballot knows, or may have been.
    expect(shown(gone({ ...narrative!, marks: [] }))).toEqual([[], [], words])
    // The control: of an exercise in which nothing is closed what was called by it stays.
    const { secret: _, ...kinds } = exercises[0]!.kinds
    const open = gone({ ...narrative!, marks: [] }, 'market', { ...exercises[0]!, kinds })
    expect(shown(open)[1]).toEqual(words)
  })

  test('X2: a ballot that names a card of a confidential kind is closed, also while the card stands under another kind', () => {
    const input = plantedReport('en')
    const votes = input.session.votes!.map((vote) => ({ ...vote, items: [{ ...vote.items[0]!, cluster: 'id0:b', kind: 'secret' }, vote.items[1]!] })) // prettier-ignore
    const sealed = { ...input, session: { ...input.session, votes }, narrative: { ...input.narrative!, marks: [] } }
    expect(variants.map((variant) => found(told(sealed, variant), ['CanaryVoted']))).toEqual([[], [], ['CanaryVoted']])
  })

  test('X2: an exercise that stands before the one that handed on to it hides what came from a marked entry all the same', () => {
    const input = plantedReport('en')
    const turned = { ...input, session: { ...input.session, agenda: input.session.agenda.toReversed() } }
    for (const variant of ['public', 'participants'] as const) expect(found(told(turned, variant), ['CanaryHandedOn'])).toEqual([])
  })

  test('an open entry says the same in every variant', () => {
    const rowOf = (variant: Variant) =>
      assembleReport({ ...plantedReport('en'), variant })
        .blocks.flatMap((block) => (block.is === 'table' && block.head.includes('Named by') ? block.rows : []))
        .find(([title]) => title === 'Heroin trade')
    const rows = variants.map(rowOf)
    expect(rows[0]?.[1]).toBe('3 of 3')
    expect(rows[1]).toEqual(rows[0])
    expect(rows[2]).toEqual(rows[0])
  })
})

describe('who may be named', () => {
  /** All but some cards of the first table were put down by laptops that had been told of the rule. */
  const named = (to: 'group' | 'delegation'): ReportInput => {
    const input = plantedReport('en', [{ to, at: 1 }])
    const early = ['a', 'b', 'm1', 's1', 'k1']
    const isEarly = (group: string, card: string) => group === 'id0' && early.includes(card)
    const cardsOf = ({ group, cards }: GroupCards) => cards.map((card) => (isEarly(group, card.id) ? card : { ...card, told: 1 }))
    const boards = Object.entries(input.boards).map(([id, all]) => [id, all.map((board) => ({ ...board, cards: cardsOf(board) }))] as const)
    return { ...input, boards: Object.fromEntries(boards) }
  }

  test('in the sheets no place says whose number it is: names stand after all numbers, and ratings have none', () => {
    const sheets = assembleSheets({ ...named('group'), variant: 'participants' })
    const cards = sheets.find(({ name }) => name.startsWith('Markets'))!.rows.map(([who]) => typeof who)
    expect(new Set(cards)).toEqual(new Set(['number', 'string']))
    expect(cards.lastIndexOf('number')).toBeLessThan(cards.indexOf('string'))
    const ratings = sheets.find(({ name }) => name === 'Ratings')!.rows.map((row) => row[4])
    expect(ratings.length).toBeGreaterThan(0)
    expect(ratings.some((who) => typeof who === 'number')).toBe(false)
  })

  test('the report names what came after and nothing from before; the public one nobody', () => {
    const input = named('delegation')
    const annexOf = (variant: Variant) => {
      const { blocks } = assembleReport({ ...input, variant })
      return blocks.flatMap((block) => (block.is === 'table' && block.caption.includes('CanaryDelegation') ? block.rows : []))
    }
    expect(JSON.stringify(annexOf('participants'))).toContain('Illegal gold mining')
    expect(JSON.stringify(annexOf('participants'))).not.toContain('Open entry')
    expect(found(told(input, 'participants'), [...nobodys, 'CanaryTableName'])).toEqual([])
    expect(found(told(input, 'public'), [...tables, ...nobodys])).toEqual([])
    const letters = told(named('group'), 'participants')
    expect(letters).toContain('Table C')
    expect(found(letters, tables)).toEqual([])
  })

  test('what people think of the meeting stands in its annex, without anybody, and in no sheet or output of a table', () => {
    for (const rule of ['group', 'delegation'] as const) {
      const input = named(rule)
      const [first, ...others] = input.exercises
      const market = { ...first!.kinds['market']!, several: true as const }
      const evaluation = { ...first!, id: 'evaluation', title: { en: 'End of the day', ru: 'Конец дня' }, kinds: { market } }
      const item = { ...input.session.agenda[0]!, exercise: 'evaluation' }
      const sheet = { ...input.boards['crime-mapping']![0]!.cards[0]!, told: 1 }
      const boards = ['id0', 'id1'].map((group) => ({ group, cards: [{ ...sheet, id: `e${group}`, fields: { ...sheet.fields, note: 'CanaryTooLong' } }] })) // prettier-ignore
      const asked = (variant: Variant): ReportInput => ({
        ...input,
        variant,
        exercises: [first!, ...others, evaluation],
        boards: { ...input.boards, evaluation: boards },
        session: { ...input.session, agenda: [...input.session.agenda, item] },
      })
      for (const variant of ['participants', 'restricted'] as const) {
        const { blocks } = assembleReport(asked(variant))
        const saying = blocks.filter((block) => JSON.stringify(block).includes('CanaryTooLong'))
        expect(saying.map((block) => block.is === 'table' && block.caption)).toEqual(['What participants wrote'])
        expect(JSON.stringify(saying)).not.toMatch(/CanaryDelegation|Table [A-D]|Group \d/)
        const sheets = assembleSheets(asked(variant))
        expect(JSON.stringify(sheets)).not.toContain('CanaryTooLong')
        const rated = sheets.find(({ name }) => name === 'Ratings')!.rows.filter(([title]) => title === 'End of the day')
        expect(rated.length).toBeGreaterThan(0)
        expect(new Set(rated.map((row) => row[4]))).toEqual(new Set([null]))
      }
    }
  })
})
