import { loadExercises } from '../../server/exercises/load.ts'
import type { Card } from '../../shared/fields/values.ts'
import type { Decision, GroupCards } from '../../shared/merge/cluster.ts'
import { keyOf, mergeGroups } from '../../shared/merge/merge.ts'
import { chance } from '../kit/chance.ts'

/**
 * How long a merge takes, against a floor: reading the same cards once into a map by their name. The bar of 1,800 cards
 * (twelve groups with 150 each) is one second.
 */
const syllables = 'ka ro mi tan del so vu re pin ost gar lem bi zha shu or'.split(' ')
const words = syllables.flatMap((one) => syllables.map((two) => `${one}${two}s`))
const exercise = (await loadExercises('exercises')).exercises.find((one) => one.id === 'crime-mapping')!
const terms = exercise.vocabularies['markets']!.terms

const rows = [25, 50, 150, 300].map((perGroup) => {
  const groups = makeGroups(12, perGroup)
  const decisions = joinSome(groups)
  const floor = medianMs(() => readOnce(groups))
  const bare = medianMs(() => mergeGroups(groups, exercise, []))
  const decided = medianMs(() => mergeGroups(groups, exercise, decisions))
  return { cards: 12 * perGroup, floor, bare, decided }
})

process.stdout.write(
  '| cards | read once (ms) | merge (ms) | with 200 decisions (ms) | merge ÷ floor | µs a card |\n|---:|---:|---:|---:|---:|---:|\n',
)
for (const { cards, floor, bare, decided } of rows) {
  const cells = [
    cards,
    floor.toFixed(2),
    bare.toFixed(1),
    decided.toFixed(1),
    (bare / floor).toFixed(0),
    ((bare * 1000) / cards).toFixed(0),
  ]
  process.stdout.write(`| ${cells.join(' | ')} |\n`)
}

/** Four in ten cards name a market of the list, the others have words of their own. */
function makeGroups(count: number, perGroup: number): GroupCards[] {
  const random = chance(7)
  const pick = <Item>(from: readonly Item[]) => from[Math.floor(random() * from.length)]!
  return Array.from({ length: count }, (_, group) => ({
    group: `group-${group}`,
    cards: Array.from({ length: perGroup }, (_card, index): Card => {
      const name = random() < 0.4 ? { code: pick(terms).code } : { own: `${pick(words)} ${pick(words)} ${pick(words)}` }
      const fields = {
        name,
        scale: 1 + Math.floor(random() * 5),
        impact: 1 + Math.floor(random() * 5),
        trend: null,
        confidence: null,
        note: '',
      }
      return { id: `card-${index}`, kind: 'market', order: index, fields }
    }),
  }))
}

function joinSome(groups: readonly GroupCards[]): Decision[] {
  const keys = groups.flatMap(({ group, cards }) => cards.map((card) => keyOf(group, card.id)))
  const random = chance(9)
  const pick = () => keys[Math.floor(random() * keys.length)]!
  return Array.from({ length: 200 }, (_, index) => ({
    id: `d${index}`,
    by: 'bench',
    at: index,
    undone: false,
    act: 'join',
    keys: [pick(), pick()],
  }))
}

function readOnce(groups: readonly GroupCards[]): Map<string, Card[]> {
  return Map.groupBy(
    groups.flatMap(({ cards }) => cards),
    (card) => JSON.stringify(card.fields['name']),
  )
}

function medianMs(work: () => unknown): number {
  const times = Array.from({ length: 9 }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return times.sort((a, b) => a - b)[4]!
}
