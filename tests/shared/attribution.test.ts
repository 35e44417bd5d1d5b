import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { addCard, cardsIn, removeCard } from '../../shared/board/board.ts'
import { updateTowards } from '../../shared/board/restore.ts'
import { isRefusal, type Refusal } from '../../shared/refusals.ts'
import { assembleReport } from '../../shared/report/assemble.ts'
import { attributionOf, attributionView, setAttribution, type Attribution } from '../../shared/session/attribution.ts'
import { reduce } from '../../shared/session/reduce.ts'
import type { Session } from '../../shared/session/session.ts'
import { sampleExercise, sampleReport } from '../kit/report-sample.ts'
import { context } from '../kit/context.ts'

const { session } = sampleReport('en')
const [first, second] = session.groups.map(({ id }) => id) as [string, string]
const whole = (next: Session | Refusal): Session => {
  if (isRefusal(next)) throw new Error(next.refused)
  return next
}
const set = (before: Session, to: Attribution, now = 1) => whole(setAttribution(before, { to, typed: before.title }, now))
/** What may be said of cards of the first table that were put down when the log of the rule was so long. */
const may = (after: Session, ...told: (number | undefined)[]) => told.map((one) => attributionOf(after)(first, one))

describe('the rule of attribution', () => {
  test('stricter for all, looser for what comes after; a card keeps the strictest rule since its laptop was told', () => {
    const named = set(session, 'delegation')
    expect(may(named, undefined, 0, 1)).toEqual(['none', 'none', 'delegation'])
    const stricter = set(named, 'group')
    expect(may(stricter, 0, 1, 2)).toEqual(['none', 'group', 'group'])
    const again = set(stricter, 'delegation')
    expect(may(again, 0, 1, 2, 3)).toEqual(['none', 'group', 'group', 'delegation'])
    expect(may(set(again, 'none'), 0, 1, 3, 4)).toEqual(['none', 'none', 'none', 'none'])
    // A number that nobody was told is no leave.
    expect(may(again, 99)).toEqual(['none'])
  })

  test('looser needs the title of the session, stricter does not', () => {
    expect(setAttribution(session, { to: 'group', typed: 'another' }, 1)).toMatchObject({ refused: 'other-title' })
    expect(setAttribution(set(session, 'group'), { to: 'none' }, 2)).toMatchObject({ attribution: [{ to: 'group' }, { to: 'none', at: 2 }] }) // prettier-ignore
  })

  test('tables are told as long as the rule names anybody, also after it became stricter', () => {
    const named = set(session, 'delegation')
    expect(attributionView(set(named, 'group', 2), first)).toEqual({ rule: 'group', at: 2, looser: true, told: 2 })
    expect(attributionView(set(named, 'none', 2), first)).toEqual({ rule: 'none', at: 2, looser: false, told: 2 })
  })

  test('what came from an earlier session is nobody’s, whatever the rule is here', () => {
    const regional = { ...session, groups: session.groups.map((group) => ({ ...group, from: 'earlier' })) }
    expect(may(set(regional, 'group'), 1)).toEqual(['none'])
  })
})

describe('a board under a rule that became looser', () => {
  const market = sampleExercise.kinds['market']!
  const named = set(session, 'group')
  const sayable = (doc: Y.Doc) =>
    cardsIn(Y.encodeStateAsUpdate(doc), sampleExercise).map(({ id, told }) => [id, attributionOf(named)(first, told)])

  test('a card that was removed before and comes back after it, by undo or by putting the board back, is not named', () => {
    const doc = new Y.Doc()
    const undo = new Y.UndoManager(doc.getMap('cards'), { trackedOrigins: new Set(['me']), captureTimeout: 0 })
    addCard(doc, 'early', market, { note: 'x' }, 'me', { told: 0 })
    const version = Y.encodeStateAsUpdate(doc)
    removeCard(doc, 'early', 'me')
    const gone = Y.encodeStateAsUpdate(doc)
    addCard(doc, 'late', market, {}, null, { told: 1 })
    undo.undo()
    expect(sayable(doc)).toEqual([['early', 'none'], ['late', 'group']]) // prettier-ignore
    removeCard(doc, 'early', null)
    Y.applyUpdate(doc, updateTowards(doc, { since: gone, wanted: version }, sampleExercise)!)
    expect(sayable(doc)).toContainEqual(['early', 'none'])
    // A card keeps its own leave when it comes back.
    removeCard(doc, 'late', null)
    const without = Y.encodeStateAsUpdate(doc)
    const before = new Y.Doc()
    addCard(before, 'late', market, {}, null, { told: 1 })
    Y.applyUpdate(doc, updateTowards(doc, { since: without, wanted: Y.encodeStateAsUpdate(before) }, sampleExercise)!)
    expect(sayable(doc)).toContainEqual(['late', 'group'])
  })

  test('what a laptop wrote offline before it heard of the rule is not named when it arrives', () => {
    const [table, offline] = [new Y.Doc(), new Y.Doc()]
    addCard(table, 'told', market, {}, null, { told: attributionView(named, first).told })
    addCard(offline, 'untold', market, {}, null, { told: attributionView(session, first).told })
    Y.applyUpdate(table, Y.encodeStateAsUpdate(offline))
    expect(Object.fromEntries(sayable(table))).toEqual({ told: 'group', untold: 'none' })
  })

  test('whatever stands where the number should be, the card is read and nobody is named', () => {
    for (const junk of ['1', -1, 0.5, Number.NaN, null, 1e300]) {
      const doc = new Y.Doc()
      addCard(doc, 'a', market, {}, null)
      ;(doc.getMap('cards').get('a') as Y.Map<unknown>).set('told', junk)
      expect(sayable(doc)).toEqual([['a', 'none']])
    }
  })
})

describe('a delegation that is changed', () => {
  const seated = (before: Session, ...delegations: string[]) =>
    whole(reduce(before, { do: 'set-tables', tables: delegations.map((delegation) => ({ name: '', language: null, delegation })) }, context({ now: 5 }))) // prettier-ignore
  const planned = seated(session, 'Uzbekistan', 'Kazakhstan')
  const named = set(planned, 'delegation')

  test('what was written before it is said of the table, never of those who came later; what comes after of them', () => {
    const changed = seated(named, 'Georgia', 'Kazakhstan')
    expect(may(changed, 0, 1, 2)).toEqual(['none', 'group', 'delegation'])
    expect(attributionOf(changed)(second, 1)).toBe('delegation')
    expect(may(seated(changed, 'Uzbekistan', 'Kazakhstan'), 1, 2, 3)).toEqual(['group', 'group', 'delegation'])
    // Nothing has changed: nothing is noted.
    expect(seated(named, 'Uzbekistan', 'Kazakhstan').attribution).toEqual(named.attribution)
    expect(planned.attribution).toBeUndefined()
  })

  test('its table hears of it anew, others do not', () => {
    const changed = seated(named, 'Georgia', 'Kazakhstan')
    expect([first, second, null].map((group) => attributionView(changed, group).at)).toEqual([5, 1, 1])
  })

  test('the report says it so', () => {
    const input = sampleReport('en')
    const boards = { 'crime-mapping': input.boards['crime-mapping']!.map((board) => ({ ...board, cards: board.cards.map((card) => ({ ...card, told: 1 })) })) } // prettier-ignore
    const of = (one: Session) => JSON.stringify(assembleReport({ ...input, boards, session: one }))
    expect(of(named)).toContain('Uzbekistan')
    const changed = of(seated(named, 'Georgia', 'Kazakhstan'))
    expect(changed).not.toMatch(/Uzbekistan|Georgia/)
    expect(changed).toContain('Table A')
    expect(changed).toContain('Kazakhstan')
  })
})
