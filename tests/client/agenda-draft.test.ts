import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Draft, isSameAgenda, mostDays, type Agenda } from '../../client/screens/console/agenda/draft.svelte.ts'
import { parseEnvelope } from '../../shared/session/commands.ts'
import { newItem } from '../../shared/session/new-session.ts'
import { isRefusal } from '../../shared/refusals.ts'

const both = (text: string) => ({ en: text, ru: text })
const outline = (id: string, ...steps: string[]) => ({
  id,
  title: both(id),
  summary: both('What it is for'),
  steps: steps.map((step) => ({ id: step, minutes: 20, title: both(step) })),
  boundaries: [],
})
const item = (id: string, ...steps: string[]) => newItem(outline(id, ...steps) as never, [], () => 'unused')
const view: Agenda = { agenda: [item('mapping', 'choose', 'rate'), item('plan', 'draft')], days: [] }
const swot = outline('swot', 'strong', 'pair')
const titles = { exercise: both, day: (number: number) => both(`Day ${String(number)}`) }
const made = (of = view) => new Draft(of, titles, null)
const linesOf = (draft: Draft) => draft.days.map(({ lines }) => lines.map(({ title }) => title.en))

test('a session without days begins with one, and nothing is to be kept before something is changed', () => {
  const draft = made()
  expect(linesOf(draft)).toEqual([['mapping', 'plan']])
  expect([draft.unsent, draft.canUndo]).toEqual([null, false])
  draft.renameDay(0, 'Tuesday')
  expect(draft.unsent?.days[0]?.title).toEqual(both('Tuesday'))
  draft.undo()
  expect([draft.unsent, draft.days[0]?.title]).toEqual([null, both('Day 1')])
})

test('an exercise comes in with its steps where it was put, and with its last line it does not come in', () => {
  const draft = made()
  const key = draft.addExercise(0, 1, swot)
  expect(linesOf(draft)).toEqual([['mapping', 'swot', 'plan']])
  draft.time('pair', 35)
  const command = draft.command(view)
  expect(command).toMatchObject({ add: ['swot'], minutes: { pair: 35 } })
  expect(command.days[0]?.lines[1]).toEqual({ at: '', minutes: 40, title: both('swot'), exercise: 'swot', steps: ['strong', 'pair'] })
  draft.removeLine(0, key)
  expect(draft.command(view)).not.toHaveProperty('add')
  // Minutes of what does not come in would be refused.
  expect(draft.command(view).minutes).toEqual({})
})

test('an exercise that goes takes its lines along, comes back when it is kept or added again, and the way back brings it', () => {
  const draft = made()
  draft.takeAway('plan')
  expect(linesOf(draft)).toEqual([['mapping']])
  expect([draft.command(view).remove, draft.leftOut(view.agenda)]).toEqual([['plan'], []])
  expect(draft.wayBack(view)).toMatchObject({ add: ['plan'], days: [{ lines: [{ exercise: 'mapping' }, { exercise: 'plan' }] }] })
  draft.keep('plan')
  expect(draft.leftOut(view.agenda)).toEqual(['draft'])
  draft.takeIn('draft', 'plan', 30)
  expect(linesOf(draft)).toEqual([['mapping', 'plan']])
  draft.takeAway('plan')
  draft.addExercise(0, 0, outline('plan', 'draft'))
  expect([draft.added, draft.removed]).toEqual([[], []])
})

test('a line goes past the end of a day into the next and back, or to any day at once', () => {
  const draft = made()
  draft.addDay()
  const [first, second] = draft.days[0]!.lines
  draft.moveLine(0, second!.key, 1)
  expect(linesOf(draft)).toEqual([['mapping'], ['plan']])
  draft.moveToDay(0, first!.key, 1)
  expect(linesOf(draft)).toEqual([[], ['plan', 'mapping']])
  draft.removeDay(1)
  expect(draft.days).toHaveLength(2)
  draft.moveLine(1, second!.key, -1)
  expect(linesOf(draft)).toEqual([['plan'], ['mapping']])
  draft.moveLine(1, first!.key, 1)
  draft.moveToDay(1, first!.key, 0)
  draft.removeDay(1)
  expect(linesOf(draft)).toEqual([['plan', 'mapping']])
  draft.removeDay(0)
  expect(draft.days).toHaveLength(1)
})

test('whatever is done, no line is lost or doubled, every change is taken back, and the server takes what it sends', () => {
  const change = fc.record({ what: fc.nat(9), day: fc.nat(mostDays - 1), line: fc.nat(8), to: fc.nat(mostDays - 1) })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const draft = made()
      const first = draft.days
      for (const { what, day: at, line: which, to } of changes) {
        const day = at % draft.days.length
        const line = draft.days[day]!.lines[which % Math.max(1, draft.days[day]!.lines.length)]
        const before = linesOf(draft).flat().sort()
        const verbs: (() => void)[] = [
          () => draft.days.length < mostDays && draft.addDay(),
          () => draft.removeDay(day),
          () => draft.renameDay(day, 'Another day'),
          () => line && draft.moveLine(day, line.key, which % 2 ? 1 : -1),
          () => line && draft.moveToDay(day, line.key, to % draft.days.length),
          () => draft.addLine(day, which, both('Coffee')),
          () => draft.added.length === 0 && draft.addExercise(day, which, swot),
          () => line && draft.removeLine(day, line.key),
          () => draft.time('rate', 1 + which),
          () => draft.undo(),
        ]
        verbs[what]!()
        if (what === 3 || what === 4 || what <= 2) expect(linesOf(draft).flat().sort()).toEqual(before)
        const sent = parseEnvelope({ id: 'e1', turn: 1, command: draft.command(view) })
        expect(isRefusal(sent) ? sent.refused : sent.command).toEqual(draft.command(view))
        const keys = draft.days.flatMap(({ lines }) => lines.map(({ key }) => key))
        expect(new Set(keys).size).toBe(keys.length)
      }
      while (draft.canUndo) draft.undo()
      expect(draft.days).toBe(first)
    }),
  )
})

test('what was arranged and not saved is there again, and a change by somebody else is seen', () => {
  const draft = made()
  draft.addExercise(0, 0, swot)
  const again = new Draft(view, titles, JSON.parse(JSON.stringify(draft.unsent)) as never)
  expect(again.command(view)).toEqual(draft.command(view))
  expect(again.unsent).not.toBeNull()
  expect(isSameAgenda(view, { ...view, agenda: [...view.agenda] })).toBe(true)
  expect(isSameAgenda(view, { ...view, agenda: [...view.agenda, item('swot', 'strong')] })).toBe(false)
  expect(isSameAgenda(view, { ...view, days: draft.days })).toBe(false)
  again.takeUp(view)
  expect(linesOf(again)).toEqual([['mapping', 'plan']])
})
