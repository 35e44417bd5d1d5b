import { sortsOf } from '../../../shared/canvases/parts/merged-network.ts'
import type { Place } from '../../../shared/canvases/parts/lay-out.ts'
import { settle, type Unsettled } from '../../../shared/canvases/parts/settle.ts'
import type { CanvasOf } from '../../../shared/exercise/exercise.ts'
import { position } from '../../../shared/fields/position.ts'
import type { Card } from '../../../shared/fields/values.ts'
import { language } from '../../language.svelte.ts'
import { quiet, sameItems, sameWords } from '../quiet.svelte.ts'
import type { Work } from '../work.ts'
import type { Camera } from './camera.svelte.ts'
import type { Look } from './line-groups.ts'
import { stand } from './stand.ts'
import { degreesOf, drawLinks, linkOf, narrowBox, nearTo, wideBox, type DrawnLink, type Link } from './view.ts'

const none: ReadonlySet<string> = new Set()

/** What is drawn of a network: where every node stands, which nodes have room for their words, and how the lines run. */
export class Scene {
  readonly #given: () => { readonly work: Work; readonly setting: CanvasOf<'network'> }
  readonly #camera: Camera
  /** Codes of the sorts whose links are not shown. */
  hidden = $state.raw<readonly string[]>([])
  /** A node that a pointer holds: it follows the pointer alone, and is put down once. */
  #heldId = $state<string | null>(null)
  #heldAt = $state.raw<Place>({ x: 0, y: 0 })

  // Every node and every line reads these: an edit that changes none of them must not make all of them ask.
  readonly #ids: { readonly now: readonly string[] }
  readonly #spots: { readonly now: readonly Unsettled[] }
  readonly #links: { readonly now: readonly Link[] }

  constructor(camera: Camera, given: () => { readonly work: Work; readonly setting: CanvasOf<'network'> }) {
    this.#camera = camera
    this.#given = given
    this.#ids = quiet(() => this.#work.cards.map((card) => card.id), sameItems)
    this.#spots = quiet(() => this.#spotsNow(), sameWords)
    this.#links = quiet(() => this.#linksNow(), sameWords)
  }

  readonly #work = $derived.by(() => this.#given().work)
  readonly #setting = $derived.by(() => this.#given().setting)
  readonly sorts = $derived.by(() => sortsOf(this.#setting, this.#work.exercise, language.current))
  /** Where every node stands on the plane when nobody holds one. */
  readonly settled: ReadonlyMap<string, Place> = $derived.by(() => {
    const pairs = this.links.map(({ from, to }) => [from, to] as const)
    return settle(this.#spots.now, pairs)
  })
  readonly box = $derived.by(() => (this.#camera.width < 560 ? narrowBox : wideBox))
  readonly shown = $derived.by(() => this.links.filter((link) => !this.hidden.includes(link.code)))
  readonly degrees = $derived.by(() => degreesOf(this.links))
  readonly chosenNode = $derived.by(() => (this.settled.has(this.#work.chosen ?? '') ? this.#work.chosen : null))
  /** What is chosen with all that is linked to it; null while nothing on the canvas is. */
  readonly near = $derived.by(() => {
    const { chosen } = this.#work
    return chosen !== null && (this.chosenNode !== null || this.shown.some(({ id }) => id === chosen)) ? nearTo(chosen, this.shown) : null
  })
  /** What is chosen comes first, so that it always has its words. */
  readonly #byWeight = $derived.by(() => {
    const [near, degrees, chosen] = [this.near ?? none, this.degrees, this.chosenNode]
    const weight = (id: string) => (id === chosen ? 2e6 : near.has(id) ? 1e6 : 0) + (degrees.get(id) ?? 0)
    return this.ids.toSorted((a, b) => weight(b) - weight(a))
  })
  readonly standing = $derived.by(() => stand(this.#byWeight, this.settled, this.#camera.scale, this.box, this.#work.titleById))
  /** The nodes that are drawn, in the order of the list: those of a pile are in the sign that they lie on. */
  readonly signs = $derived.by(() => this.ids.filter((id) => !this.standing.hosts.has(id)))
  /** Links that lead from one sign to another; within a pile none is seen. */
  readonly #between = $derived.by(() => this.shown.filter(({ from, to }) => this.#signOf(from) !== this.#signOf(to)))
  readonly #settledLines = $derived.by(() => drawLinks(this.#between, this.#seen(this.settled), this.near ?? none))
  readonly #moves = $derived.by(() => new Set(this.#between.filter(({ from, to }) => from === this.#heldId || to === this.#heldId)))
  /** The lines that stand still; those of a node that is held are not among them. */
  readonly lines: readonly DrawnLink[] = $derived.by(() =>
    this.#moves.size === 0 ? this.#settledLines : this.#settledLines.filter(({ link }) => !this.#moves.has(link)),
  )
  /** The lines of a node that is held: they alone are drawn anew while it moves. */
  readonly moving: readonly DrawnLink[] = $derived.by(() => {
    if (this.#moves.size === 0) return []
    const links = [...this.#moves]
    const at = (id: string) => (id === this.#heldId ? this.#heldAt : this.settled.get(this.#signOf(id))!)
    const ends = new Map(links.flatMap(({ from, to }) => [from, to]).map((id) => [id, at(id)]))
    return drawLinks(links, this.#seen(ends), this.near ?? none)
  })

  /** Where each node stands, in px of the layer. */
  readonly placeOf = $derived.by(() => {
    const [settled, { scale }] = [this.settled, this.#camera]
    return (id: string): Place | undefined => {
      const at = settled.get(id)
      return at && { x: at.x * scale, y: at.y * scale }
    }
  })
  /** The lines that stand still and have room for their words, by link. */
  readonly words: ReadonlyMap<string, DrawnLink> = $derived.by(
    () => new Map(this.lines.flatMap((drawn) => (drawn.word ? [[drawn.link.id, drawn]] : []))),
  )
  readonly lookOf = $derived.by(() => {
    const [near, { chosen }] = [this.near, this.#work]
    return (link: string): Look => (link === chosen ? 'chosen' : near === null || near.has(link) ? 'plain' : 'faded')
  })

  /** What lies on a sign, in the order of the list; where the sign is a dot it is one of them. */
  pileOn(sign: string): readonly string[] {
    const members = this.standing.piles.get(sign)
    if (!members) return []
    const all = new Set(this.standing.boxes.has(sign) ? members : [sign, ...members])
    return this.ids.filter((id) => all.has(id))
  }

  get ids(): readonly string[] {
    return this.#ids.now
  }

  get links(): readonly Link[] {
    return this.#links.now
  }

  get heldId(): string | null {
    return this.#heldId
  }

  get heldAt(): Place | null {
    return this.#heldId === null ? null : this.#heldAt
  }

  hold(id: string, at: Place): void {
    this.#heldAt = at
    this.#heldId = id
  }

  letGo(): void {
    this.#heldId = null
  }

  /** Where a node stands, in px of the layer. */
  spotOf(id: string): Place {
    return this.onLayer(this.settled.get(id) ?? { x: 0, y: 0 })
  }

  /** How far a pointer holds a node from there, for its style; nothing for all others. */
  shiftOf(id: string): string | undefined {
    if (this.#heldId !== id) return undefined
    const [from, to] = [this.spotOf(id), this.onLayer(this.#heldAt)]
    return `translate(${String(to.x - from.x)}px, ${String(to.y - from.y)}px)`
  }

  onLayer({ x, y }: Place): Place {
    return { x: x * this.#camera.scale, y: y * this.#camera.scale }
  }

  toggle(code: string): void {
    this.hidden = this.hidden.includes(code) ? this.hidden.filter((one) => one !== code) : [...this.hidden, code]
  }

  // A card that nobody touched says what it said before: it is neither read nor compared again.
  readonly #spotOfCard = new WeakMap<Card, Unsettled>()
  #spotsNow(): Unsettled[] {
    const at = this.#work.exercise.kinds[this.#setting.kind]!.fields[this.#setting.at]!
    return this.#work.cards.map((card) => {
      const known = this.#spotOfCard.get(card)
      const spot = known ?? { id: card.id, at: position.read(card.fields[this.#setting.at], { ...at, type: 'position' }) }
      if (!known) this.#spotOfCard.set(card, spot)
      return spot
    })
  }

  /** By card and for the sorts as they are called now. */
  readonly #linkOfCard = $derived.by(() => (void this.sorts, new WeakMap<Card, Link | null>()))
  #linksNow(): Link[] {
    const [known, sorts, setting] = [this.#linkOfCard, this.sorts, this.#setting]
    return this.#work.board.flatMap((card) => {
      if (card.kind !== setting.links) return []
      const link = known.has(card) ? known.get(card)! : linkOf(card, setting, sorts)
      known.set(card, link)
      return link ?? []
    })
  }

  #seen(places: ReadonlyMap<string, Place>) {
    const { hosts, boxes } = this.standing
    const seen = hosts.size === 0 ? places : new Map([...places].map(([id, at]) => [id, places.get(hosts.get(id) ?? id) ?? at]))
    return { places: seen, scale: this.#camera.scale, withWords: boxes, signOf: (id: string) => this.#signOf(id) }
  }

  #signOf(id: string): string {
    return this.standing.hosts.get(id) ?? id
  }
}
