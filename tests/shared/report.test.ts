import { describe, expect, it } from 'vitest'
import { assembleReport } from '../../shared/report/assemble.ts'
import type { Exercise, Field } from '../../shared/exercise/exercise.ts'
import type { GroupCards } from '../../shared/merge/cluster.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import { escapeMarkup } from '../../shared/report/escape.ts'
import { bound } from '../../shared/i18n/bound.ts'
import { romanOf } from '../../shared/report/telling.ts'
import { countingWord } from '../../shared/report/wording.ts'
import { canaries, cardOf, sampleReport } from '../kit/report-sample.ts'
import { twoDayReport } from '../kit/two-day-report.ts'

describe('the session report', () => {
  it('gives the merged table with n, medians and ranges', () => {
    const table = assembleReport(sampleReport('en')).blocks.find((block) => block.is === 'table' && block.head.includes('Named by'))
    expect(table?.is === 'table' && table.rows[0]).toEqual([
      'Heroin trade',
      '3 of 3',
      '4 (4–5)',
      '4 (4–5)',
      'strong',
      'growing: 1, stable: 1',
    ])
    expect(table?.is === 'table' && table.rows[1]?.slice(0, 5)).toEqual(['Cyber-dependent crimes', '3 of 3', '4 (1–5)', '3', 'divergent'])
  })

  it('tells agreement, difference, lone entries and gaps in words with n', () => {
    const text = JSON.stringify(assembleReport(sampleReport('en')))
    expect(text).toContain('All groups (3 of 3) named “Heroin trade”')
    expect(text).toContain('Participants differed on “Cyber-dependent crimes”, Scale: one group gave 1')
    expect(text).toContain('One entry was named by one group only (1 of 3)')
    expect(text).toContain('"Illegal gold mining","Market","rivers only"')
    expect(text).toContain('Impact: 1 of 3 groups answered “do not know”')
    expect(text).toContain('Северный маршрут [original in Cyrillic script]')
  })

  it('tells entries in the order of the desk and the wall: of two that as many named, that with the higher product of medians', () => {
    const input = sampleReport('en')
    const rated = (at: number, code: string, scale: number, impact: number) => cardOf(`${code}${at}`, at, { name: { code }, scale, impact })
    const boards = [4, 3].map((scale, at) => ({ group: `id${at}`, cards: [rated(at, 'arms', 5, 2), rated(at, 'cyber', scale, 3)] }))
    const { blocks } = assembleReport({ ...input, boards: { 'crime-mapping': boards } })
    const table = blocks.find((block) => block.is === 'table' && block.head.includes('Named by'))
    expect(table?.is === 'table' && table.rows.map(([title]) => title)).toEqual(['Cyber-dependent crimes', 'Arms trafficking'])
    const merged = mergeGroups(boards, input.exercises[0]!, [])
    expect(merged.clusters.map(({ title }) => title)).toMatchObject([{ code: 'cyber' }, { code: 'arms' }])
    const found = blocks.find((block) => block.is === 'points' && block.points.some((point) => point.includes('Mapping organized crime')))
    expect(found?.is === 'points' && found.points[0]).toContain('Cyber-dependent crimes')
  })

  it('calls an entry of a chart by one number in the picture, in the key under it and in its alternative text', () => {
    const input = sampleReport('en')
    const first = cardOf('first', 9, { name: { code: 'arms' } })
    const boards = { 'crime-mapping': input.boards['crime-mapping']!.map((board) => ({ ...board, cards: [...board.cards, first] })) }
    const [chart] = assembleReport({ ...input, boards }).blocks.flatMap((block) => (block.is === 'figure' ? [block] : []))
    const drawn = chart!.figure.shapes.flatMap((shape) => (shape.is === 'text' && shape.weight === 700 ? [shape.text] : []))
    expect(drawn).toEqual(['2', '3', '4'])
    const names = ['Heroin trade', 'Cyber-dependent crimes', 'Illegal gold mining']
    const numbered = names.map((name, at) => [drawn[at], name])
    expect([...chart!.alt.matchAll(/(\d) (\D+): Scale/g)].map(([, number, name]) => [number, name])).toEqual(numbered)
    expect(chart!.note).toContain(`Key: ${numbered.map((one) => one.join('\u00a0–\u00a0')).join('; ')}.`)
    // Of nothing that is drawn there is nothing to explain.
    const none = { 'crime-mapping': [{ group: 'id0', cards: [first] }] }
    const [empty] = assembleReport({ ...input, boards: none }).blocks.flatMap((block) => (block.is === 'figure' ? [block] : []))
    expect(empty!.note).not.toContain('Key')
  })

  it('has no column for own words where nobody added any', () => {
    const { boards, ...rest } = sampleReport('en')
    const silent = Object.fromEntries(
      Object.entries(boards).map(([id, all]) => [
        id,
        all.map((board) => ({ ...board, cards: board.cards.map((card) => ({ ...card, fields: { ...card.fields, note: '' } })) })),
      ]),
    )
    const heads = [sampleReport('en'), { ...rest, boards: silent }].map((input) =>
      assembleReport(input).blocks.flatMap((block) => (block.is === 'table' && block.head[0] === 'Entry' ? [block.head] : [])),
    )
    expect(heads).toEqual([[['Entry', 'Sort', 'In the group’s own words']], [['Entry', 'Sort']]])
  })

  it('tells sheets of the first day before those of the second, whichever more tables filled in', async () => {
    const { boards, ...rest } = await twoDayReport({ groups: 3, language: 'en' })
    const evaluation = boards['evaluation']!.map((board, at) => ({
      ...board,
      cards: board.cards.filter(({ fields }) => at > 0 || !JSON.stringify(fields).includes('day-1')),
    }))
    const { blocks } = assembleReport({ ...rest, boards: { ...boards, evaluation } })
    const tables = blocks.flatMap((block) => (block.is === 'table' && block.head[0] === 'Sheet' && !block.caption.includes('Group') ? [block.rows] : []))
    const days = tables.map((rows) => [...new Set(rows.map(([day]) => day))])
    expect(days).toEqual([['Day 1', 'Day 2'], ['Day 1', 'Day 2']])
  }) // prettier-ignore

  it('binds in Russian what must not be parted at the end of a line, and nothing that people wrote', () => {
    const { session, ...rest } = sampleReport('ru')
    const text = JSON.stringify(assembleReport({ ...rest, session: { ...session, title: 'Три — из 3 групп' } }))
    expect(text).toContain('(3\u00a0из\u00a03)')
    expect(text).toContain('Число групп\u00a0— 4')
    expect(text).toContain('«Три — из 3 групп»')
    expect(bound('{n, plural, one {# группа} other {# группы}} — №\u0020{n}', 'report')).toBe('{n, plural, one {#\u00a0группа} other {#\u00a0группы}}\u00a0— №\u00a0{n}')
  }) // prettier-ignore

  it('sets what laptops rated alone beside what tables agreed on, with what a table left open', () => {
    const { session, exercises, ...rest } = sampleReport('en')
    const [exercise] = exercises
    const steps = exercise!.steps.map((step) => (step.id === 'rate' ? { ...step, fill: ['scale'], rating: 'blind' as const } : step))
    const boards = rest.boards['crime-mapping'] ?? []
    const heroin = boards.flatMap(({ group, cards }) =>
      cards.filter((card) => JSON.stringify(card).includes('heroin')).map(({ id }) => ({ group, id })),
    )
    const blind = heroin.map(({ group, id }, index) => ({
      step: 'rate',
      group,
      round: 1,
      revealed: 1,
      sheets: [1, 3].map((value, seat) => ({
        seat: `${group}${seat}`,
        rated: true,
        answers: [{ card: id, field: 'scale', value: value + index }],
      })),
    }))
    const input = { ...rest, session: { ...session, blind }, exercises: [{ ...exercise!, steps }] }
    const table = assembleReport(input).blocks.find((block) => block.is === 'table' && block.head.includes('Scale, alone'))
    expect(table?.is === 'table' && table.rows).toEqual([['Heroin trade', '3 (1–5)', '4 (4–5)']])
    expect(JSON.stringify(assembleReport(input))).toContain('Ratings were blind first')
    const open = { ...input, boards: { 'crime-mapping': boards.map((board, index) => (index === 0 ? without(board, 'scale') : board)) } }
    expect(JSON.stringify(assembleReport(open))).toContain('left open at 1 table')
    expect(JSON.stringify(assembleReport(sampleReport('en')))).not.toContain('blind')
  })

  it('tells votes of the room with people and laptops, and neither an open one nor one that was set aside', () => {
    const { session, ...rest } = sampleReport('en')
    const titles = ['heroin', 'cyber', 'arms'].map((code) => ({ by: 'code' as const, field: 'name', code }))
    const items = titles.map((title, index) => ({ cluster: `id0:${index}`, kind: 'market', title }))
    const places = [[1, 2, 3], [1, 2, 3], [2, 1, 3]] // prettier-ignore
    const ballots = places.map((row, seat) => ({
      ...{ seat: `canaryseatid${seat}`, people: 4, done: true },
      answers: row.map((value, index) => ({ item: `id0:${index}`, value })),
    }))
    const vote = {
      ...{ id: 'v1', exercise: 'crime-mapping', question: 'What first?', way: 'ranking' as const, dots: 5, items, round: 1 },
      ...{ opened: 1, closed: 2, ballots, present: { seats: 4, people: 14 } },
    }
    const others = [
      { ...vote, id: 'v2', question: 'Open?', closed: null },
      { ...vote, id: 'v3', question: 'Aside?', aside: true as const },
    ]
    const { blocks } = assembleReport({ ...rest, session: { ...session, votes: [vote, ...others] } })
    const table = blocks.find((block) => block.is === 'table' && block.head.includes('Points (Borda)'))
    expect(table?.is === 'table' && table.rows).toEqual([['Heroin trade', '20'], ['Cyber-dependent crimes', '16'], ['Arms trafficking', '0']]) // prettier-ignore
    const text = JSON.stringify(blocks)
    expect(text).toContain('The votes of 12 participants at 3 laptops count; 14 participants were counted in the room.')
    expect(text).toContain('Agreement of the 3 rankings: substantial (Kendall’s W = 0.8)')
    for (const absent of ['Open?', 'Aside?', 'canaryseat']) expect(text).not.toContain(absent)
  })

  it('prints the rule of agreement of each scale in it: the one by which the merge gave its words', () => {
    const input = sampleReport('en')
    const exercise = input.exercises[0]!
    const { market } = exercise.kinds
    const impact = { ...market!.fields['impact']!, of: 3 } as Field
    const three: Exercise = { ...exercise, kinds: { market: { ...market!, fields: { ...market!.fields, impact } } } }
    const rulesIn = (told: Exercise) =>
      assembleReport({ ...input, exercises: [told] }).blocks.flatMap((block) => (block.is === 'table' && block.head[0] === 'Word' && block.head[1] === 'Rule' ? [[block.caption, ...block.rows.map((row) => row[1])].join('\n')] : [])) // prettier-ignore
    expect(rulesIn(exercise)).toHaveLength(1)
    expect(rulesIn(exercise)[0]).toContain('value of 2 or lower and at least one of 4 or higher')
    expect(rulesIn(exercise)[0]).toContain('within one point of the median')
    const [first, second] = rulesIn(three)
    expect(first).toContain('scale from 1 to 3')
    expect(first).toContain('value of 1 or lower and at least one of 3 or higher')
    expect(first).toContain('within 0.6 points of the median')
    expect(second).toContain('within one point of the median')
  })

  it('names no seat, no table and no id in either language', () => {
    for (const language of ['en', 'ru'] as const) {
      const text = JSON.stringify(assembleReport(sampleReport(language)))
      for (const canary of canaries) expect(text).not.toContain(canary)
    }
  })

  it('numbers paragraphs, tables and figures without a hole', () => {
    const { blocks } = assembleReport(sampleReport('ru'))
    for (const kind of ['paragraph', 'table', 'figure'] as const) {
      const numbers = blocks.flatMap((block) => (block.is === kind && block.number !== null ? [block.number] : []))
      expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    }
  })

  it('leaves no placeholder and no key in any sentence', () => {
    for (const language of ['en', 'ru'] as const) {
      const text = JSON.stringify(assembleReport(sampleReport(language)).blocks.filter((block) => block.is !== 'figure'))
      expect(text).not.toMatch(/\{[a-z]+[,}]|(report|figures)\.[a-z]/i)
    }
  })

  it('can be written of a session in which nothing is', () => {
    const input = sampleReport('en')
    const session = { ...input.session, title: '', place: '', groups: [], seats: [], agenda: [] }
    expect(assembleReport({ ...input, session, boards: {} }).title).toBe('Untitled session')
    expect(JSON.stringify(assembleReport({ ...input, boards: {} }))).toContain('No group had contributed')
  })

  it('turns counts into the fixed words', () => {
    expect(
      [
        [6, 6],
        [5, 6],
        [3, 6],
        [2, 6],
        [1, 6],
        [1, 1],
      ].map(([n, of]) => countingWord(n!, of!)),
    ).toEqual(['all', 'most', 'many', 'some', 'one', 'one'])
    expect([1, 4, 9, 14].map(romanOf)).toEqual(['I', 'IV', 'IX', 'XIV'])
  })

  it('lets no markup and nothing that XML forbids through', () => {
    expect(escapeMarkup('<script>\u0000\u202e"&\ud800')).toBe('&lt;script&gt;\ufffd&quot;&amp;\ufffd')
  })
})

const without = ({ group, cards }: GroupCards, field: string): GroupCards => ({
  group,
  cards: cards.map((card) => ({ ...card, fields: { ...card.fields, [field]: null } })),
})
