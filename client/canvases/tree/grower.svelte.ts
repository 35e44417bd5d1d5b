import { forestOf } from '../../../shared/canvases/parts/forest.ts'
import { codeIn } from '../../../shared/canvases/parts/cells.ts'
import { levelUnder, sideOf, type Side } from '../../../shared/canvases/parts/levels.ts'
import type { CanvasOf, FieldOf } from '../../../shared/exercise/exercise.ts'
import { targetsOf } from '../../../shared/fields/targets.ts'
import type { Card, Value } from '../../../shared/fields/values.ts'
import { language } from '../../language.svelte.ts'
import type { Work } from '../work.ts'
import { inOrder, NodeMaker, type Node } from './node.ts'

/** The tree of a step's cards: where each stands, what is folded away, and the verbs that change it. */
export class Grower {
  readonly #given: () => { readonly work: Work; readonly setting: CanvasOf<'tree'> }
  /** Called with the card that the keyboard should stay on. */
  readonly #stay: (card: string) => void
  writing = $state<string | null>(null)
  folded = $state.raw<ReadonlySet<string>>(new Set())

  constructor(given: () => { readonly work: Work; readonly setting: CanvasOf<'tree'> }, stay: (card: string) => void) {
    this.#given = given
    this.#stay = stay
  }

  readonly #work = $derived.by(() => this.#given().work)
  readonly #setting = $derived.by(() => this.#given().setting)
  readonly #kind = $derived.by(() => this.#work.exercise.kinds[this.#setting.kind]!)
  readonly #parent = $derived.by(() => this.#kind.fields[this.#setting.parent] as FieldOf<'link'>)
  readonly #level = $derived.by(() => (this.#setting.level === undefined ? undefined : this.#kind.fields[this.#setting.level]))
  readonly terms = $derived.by(() =>
    this.#level?.type === 'choice' ? (this.#work.exercise.vocabularies[this.#level.from]?.terms ?? []) : [],
  )
  readonly #codes = $derived.by(() => this.terms.map(({ code }) => code))
  readonly #maker = new NodeMaker()
  readonly roots: readonly Node[] = $derived.by(() => {
    const forest = forestOf(this.#work.cards, (card) => targetsOf(card.fields[this.#parent.id], this.#parent)[0] ?? null)
    const sideUnder = (root: Card, card: Card): Side =>
      this.#setting.trunk === undefined ? 'after' : sideOf(this.#codes, this.#levelOf(root), this.#levelOf(card))
    return this.#maker.nodesOf(forest, sideUnder)
  })
  /** Every card that can be seen, in the order in which the arrow keys walk. */
  readonly seen = $derived.by(() => inOrder(this.roots, (node) => this.isOpen(node)))
  readonly #byId = $derived.by(() => new Map(inOrder(this.roots).map((node) => [node.card.id, node])))

  find = (card: string | null): Node | undefined => (card === null ? undefined : this.#byId.get(card))
  isOpen = (node: Node): boolean => !this.folded.has(node.card.id)
  countUnder = (node: Node): number => inOrder([...node.before, ...node.after]).length

  labelOf(card: Card): string | null {
    return this.#say(this.#levelOf(card))
  }
  labelUnder(node: Node): string | null {
    return this.#say(levelUnder(this.#codes, this.#levelOf(node.card), node.side))
  }
  /** What grows to the other side of this card; null where the tree has one side. */
  labelBefore(node: Node): string | null {
    const code = this.#levelOf(node.card)
    return this.#setting.trunk !== undefined && node.parent === null && this.#codes.indexOf(code ?? '') > 0
      ? this.#say(levelUnder(this.#codes, code, 'before'))
      : null
  }
  firstLabel(): string | null {
    return this.#say(this.#firstLevel())
  }

  mayWrite = ({ card }: Node): boolean => this.#work.may('change', card.id, this.#kind.titleField)
  /** Whether it may stand under another card. */
  mayHang = ({ card }: Node): boolean => this.#work.may('change', card.id, this.#parent.id)
  /** What stands under it has to move to its parent. */
  mayRemove = (node: Node): boolean =>
    this.#work.may('remove', node.card.id) && [...node.before, ...node.after].every((child) => this.mayHang(child))

  addRoot(): void {
    this.#add(null, this.#firstLevel())
  }
  addUnder(node: Node, side: Side = node.side): void {
    this.fold(node, false)
    this.#add(node.card.id, levelUnder(this.#codes, this.#levelOf(node.card), side))
  }
  /** Right after the card, under the same parent. */
  addBeside(node: Node): void {
    const last = this.#work.cards.length
    const id = this.#add(node.parent, this.#levelOf(node.card))
    if (id === '') return
    this.#work.move(id, this.#work.cards.findIndex(({ id: one }) => one === node.card.id) + 1 - last)
  }
  write(node: Node): void {
    if (this.mayWrite(node)) this.writing = node.card.id
  }
  fold(node: Node, folded: boolean): void {
    const rest = new Set(this.folded)
    if (folded) rest.add(node.card.id)
    else rest.delete(node.card.id)
    this.folded = rest
  }

  /** Under the sibling before it. */
  inwards(node: Node): void {
    const target = this.find(node.siblings[node.at - 1] ?? null)
    if (target) this.moveUnder(node, target)
  }
  /** Beside its parent, right after it. */
  outwards(node: Node): void {
    const parent = this.find(node.parent)
    if (parent) this.moveBeside(node, parent, 'after')
  }
  /** Among its siblings. */
  shift(node: Node, by: -1 | 1): void {
    const other = this.find(node.siblings[node.at + by] ?? null)
    if (other) this.#reorder(node, other, by)
  }
  moveUnder(node: Node, target: Node): void {
    if (this.#holds(node, target)) return
    this.fold(target, false)
    this.#hang(node, target)
  }
  moveBeside(node: Node, target: Node, where: Side): void {
    if (this.#holds(node, target)) return
    this.#hang(node, this.find(target.parent) ?? null)
    this.#reorder(node, target, where === 'after' ? 1 : -1)
  }
  moveToRoot(node: Node): void {
    this.#hang(node, null)
  }
  /** What stands under the card moves to its parent: nobody loses a branch by taking away a fork. One undo brings all back. */
  remove(node: Node): void {
    if (!this.mayRemove(node)) return
    const next = node.siblings[node.at + 1] ?? node.siblings[node.at - 1] ?? node.parent
    for (const child of [...node.before, ...node.after])
      this.#work.change(child.card.id, this.#parent, node.parent === null ? null : { card: node.parent })
    this.#work.remove(node.card.id)
    if (next !== null) this.#stay(next)
  }

  #hang(node: Node, target: Node | null): void {
    const { id } = node.card
    this.#work.change(id, this.#parent, target === null ? null : { card: target.card.id })
    // With two sides the side says the level; right under the trunk both are possible and the card keeps its own.
    if (this.#setting.trunk !== undefined && this.#level && target?.parent)
      this.#setLevel(id, levelUnder(this.#codes, this.#levelOf(target.card), target.side))
    this.#stay(id)
  }

  #setLevel(card: string, code: string | null): void {
    if (this.#level && code !== null) this.#work.change(card, this.#level, { code })
  }

  #reorder(node: Node, other: Node, by: -1 | 1): void {
    const places = new Map(this.#work.cards.map(({ id }, index) => [id, index]))
    const [from, to] = [places.get(node.card.id)!, places.get(other.card.id)!]
    const passed = by > 0 ? (from < to ? to - from : to + 1 - from) : from < to ? to - 1 - from : to - from
    if (passed !== 0) this.#work.move(node.card.id, passed)
    this.#stay(node.card.id)
  }

  #add(parent: string | null, level: string | null): string {
    const values: Record<string, Value> = { [this.#parent.id]: parent === null ? null : { card: parent } }
    if (this.#level && level !== null) values[this.#level.id] = { code: level }
    const id = this.#work.add(values)
    if (id !== '') this.writing = id
    return id
  }

  /** A branch cannot hang on itself. */
  #holds(node: Node, target: Node): boolean {
    for (let at: Node | undefined = target; at; at = this.find(at.parent)) if (at.card.id === node.card.id) return true
    return false
  }

  #firstLevel = (): string | null => (this.#level ? (this.#setting.trunk ?? this.#codes[0] ?? null) : null)
  #levelOf = (card: Card): string | null => (this.#level ? codeIn(card, this.#level.id) : null)
  #say = (code: string | null): string | null => this.terms.find((term) => term.code === code)?.label[language.current] ?? null
}
