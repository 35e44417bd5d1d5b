import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { deedsOf, Forged } from '../../shared/board/deeds.ts'
import { cardsRoot } from '../../shared/board/board.ts'
import { allowedIn, mayUndo, obstacleTo, type Allowed, type Deed, type Granted } from '../../shared/exercise/allowed.ts'

/** What the gate decides about an edit of a seat, as it stands there; the document is left as the edit made it. */
function decide(doc: Y.Doc, edit: (copy: Y.Doc) => void, allowed: Allowed, seat: string, was: readonly string[] = []): 'taken' | 'refused' {
  const granted: Granted = { ...allowed, as: [seat, ...was] }
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const before = Y.encodeStateVector(copy)
  copy.transact(() => edit(copy))
  let decided: 'taken' | 'refused' = 'taken'
  doc.once('afterTransaction', (transaction: Y.Transaction) => {
    try {
      if (deedsOf(doc, transaction).some((deed) => obstacleTo(deed, granted) !== null)) decided = 'refused'
    } catch (error) {
      if (!(error instanceof Forged)) throw error
      decided = 'refused'
    }
  })
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy, before))
  return decided
}

const put = (doc: Y.Doc, id: string, entries: Record<string, unknown>) =>
  void doc.getMap(cardsRoot).set(id, new Y.Map<unknown>(Object.entries({ kind: 'market', order: 1, ...entries })))
const cardOf = (doc: Y.Doc, id: string) => doc.getMap(cardsRoot).get(id) as Y.Map<unknown> | undefined
const said = (doc: Y.Doc, isMeant: (card: Record<string, unknown>) => boolean) =>
  Object.entries(doc.getMap(cardsRoot).toJSON() as Record<string, Record<string, unknown>>).filter(([, card]) => isMeant(card))

const seats = ['aida', 'bek'] as const
const act = fc.record({
  card: fc.constantFrom('a', 'b', 'c', 'd', 'new'),
  key: fc.constantFrom('order', 'note', 'trend', 'at', 'by', 'fixed', 'kind'),
  what: fc.constantFrom('set', 'delete', 'write', 'remove', 'put', 'clear'),
  by: fc.constantFrom(...seats, 'nobody'),
})
/** A room with two cards of each seat; one of them is fixed. */
function room(): Y.Doc {
  const doc = new Y.Doc()
  put(doc, 'a', { by: 'aida', note: new Y.Text('words') })
  put(doc, 'b', { by: 'bek', note: new Y.Text('words'), at: { x: 1, y: 2 } })
  put(doc, 'c', { note: new Y.Text('words') })
  put(doc, 'd', { fixed: ['order', 'note', 'at'], note: new Y.Text('given'), at: { x: 5, y: 5 } })
  return doc
}
/** Whatever a client can write that looks like a board, honest or not. */
function carryOut(doc: Y.Doc, { card: id, key, what, by }: typeof act extends fc.Arbitrary<infer Act> ? Act : never): void {
  const card = cardOf(doc, id)
  if (what === 'put') return put(doc, id, { ...(by === 'nobody' ? {} : { by }), ...(key === 'fixed' ? { fixed: ['note'] } : {}) })
  if (what === 'remove') return doc.getMap(cardsRoot).delete(id)
  if (!card) return
  const words = card.get('note')
  if (what === 'clear') return card.clear()
  if (what === 'write') return words instanceof Y.Text ? words.insert(0, 'x') : undefined
  if (what === 'delete') return card.delete(key)
  card.set(key, key === 'at' ? { x: 7, y: 7 } : key === 'by' ? by : key === 'order' ? 9 : 'other')
}

test('no edit that is taken under "own cards only" says anything about cards of others, adds in their name, or touches what is fixed', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 4 }), (acts) => {
      const doc = room()
      const isOthers = (card: Record<string, unknown>) => card['by'] !== 'bek'
      const before = said(doc, isOthers)
      if (decide(doc, (copy) => acts.forEach((one) => carryOut(copy, one)), { ownCards: true }, 'bek') === 'refused') return
      const known = new Set(before.map(([id]) => id))
      const after = said(doc, isOthers)
      expect(after.filter(([id]) => known.has(id))).toEqual(before)
      // What came beside them is in nobody's name.
      expect(after.filter(([id, { by }]) => !known.has(id) && by !== undefined)).toEqual([])
      expect(said(doc, (card) => 'fixed' in card).map(([id]) => id)).toEqual(['d'])
    }),
    { numRuns: 2000 },
  )
})

test('no edit that is taken does an action that the step does not name', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 4 }), fc.subarray(['add', 'change', 'move', 'remove'] as const), (acts, may) => {
      const doc = room()
      const before = doc.getMap(cardsRoot).toJSON() as Record<string, Record<string, unknown>>
      if (decide(doc, (copy) => acts.forEach((one) => carryOut(copy, one)), { may }, 'bek') === 'refused') return
      const after = doc.getMap(cardsRoot).toJSON() as Record<string, Record<string, unknown>>
      const has = (action: (typeof may)[number]) => may.includes(action)
      if (!has('add')) expect(Object.keys(after).filter((id) => !(id in before))).toEqual([])
      if (!has('remove')) expect(Object.keys(before).filter((id) => !(id in after))).toEqual([])
      // A card that was replaced by another of its id was taken away and added.
      if (has('add') && has('remove')) return
      for (const [id, card] of Object.entries(after)) {
        const was = before[id]
        if (!was) continue
        if (!has('move')) expect([card['order'], card['at']]).toEqual([was['order'], was['at']])
        if (!has('change')) expect([card['note'], card['trend'], card['kind']]).toEqual([was['note'], was['trend'], was['kind']])
      }
    }),
    { numRuns: 2000 },
  )
})

test('the first words of a new card are part of adding it; a card that is undone comes back with who added it', () => {
  const doc = room()
  const write = (copy: Y.Doc) => {
    put(copy, 'new', { by: 'bek', note: new Y.Text() })
    ;(cardOf(copy, 'new')?.get('note') as Y.Text).insert(0, 'first words')
  }
  expect(decide(doc, write, { may: ['add'], ownCards: true }, 'bek')).toBe('taken')
  const undo = new Y.UndoManager(doc.getMap(cardsRoot), { captureTimeout: 0 })
  doc.getMap(cardsRoot).delete('new')
  const deeds: Deed[] = []
  doc.once('afterTransaction', (transaction: Y.Transaction) => deeds.push(...deedsOf(doc, transaction)))
  undo.undo()
  expect(deeds).toEqual([{ action: 'add', by: 'bek', fixed: null }])
  expect(String(cardOf(doc, 'new')?.get('note'))).toBe('first words')
})

test('who goes on as another seat has the cards of that seat', () => {
  const write = (copy: Y.Doc) => cardOf(copy, 'a')?.set('trend', 'other')
  expect(decide(room(), write, { ownCards: true }, 'new')).toBe('refused')
  expect(decide(room(), write, { ownCards: true }, 'new', ['aida'])).toBe('taken')
})

test('an undo is offered only where it cannot do what is not allowed, and a step that allows everything says nothing', () => {
  expect([{}, { may: ['change'] }, { may: ['add', 'remove'] }, { may: ['add', 'change'] }].map((one) => mayUndo(one as Allowed))).toEqual([
    true,
    true,
    true,
    false,
  ])
  expect(allowedIn({ may: ['remove', 'move', 'change', 'add'] })).toEqual({})
  expect(allowedIn({ may: ['add'], ownCards: true })).toEqual({ allowed: { may: ['add'], ownCards: true } })
})
