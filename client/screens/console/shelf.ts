import type { Problem } from '../../../shared/exercise/problem.ts'
import type { Localized } from '../../../shared/i18n/language.ts'
import { boundariesType, largestBoundaries } from '../../../shared/maps/own-boundaries.ts'
import type { Profile } from '../../../shared/maps/region.ts'
import { refuse, type Refusal } from '../../../shared/refusals.ts'
import { ask } from '../../connection/api.ts'

/** An exercise as the list tells of it. */
export interface Outline {
  readonly id: string
  readonly title: Localized
  readonly summary: Localized
  readonly steps: readonly { readonly id: string; readonly minutes: number; readonly title: Localized }[]
  /** Among what its maps leave a choice, what they say themselves first; none without a map. */
  readonly boundaries: readonly Profile[]
}

export interface AgendaOutline {
  readonly id: string
  readonly title: Localized
  readonly days: number
  readonly exercises: readonly string[]
}

/** An uploaded exercise; `title` is null when its files have mistakes. */
export interface Upload {
  readonly id: string
  readonly at: number
  readonly insteadOfOurs: boolean
  readonly title: Localized | null
}

/** What sessions can be made from. */
export interface Shelf {
  readonly exercises: readonly Outline[]
  readonly agendas: readonly AgendaOutline[]
  readonly problems: readonly Problem[]
  readonly uploads: readonly Upload[]
}

const mostMegabytes = 10

/** The exercises of the ready agenda, or, without one, those that are ticked. */
export function chosenOf({ exercises, agendas }: Shelf, agenda: string, ticked: ReadonlySet<string>): readonly Outline[] {
  const ready = agendas.find((one) => one.id === agenda)
  return ready
    ? ready.exercises.flatMap((id) => exercises.find((one) => one.id === id) ?? [])
    : exercises.filter((one) => ticked.has(one.id))
}

/** The profiles of boundaries among which these exercises leave a choice, each once. */
export function boundariesOf(exercises: readonly Outline[]): readonly Profile[] {
  return [...new Set(exercises.flatMap((one) => one.boundaries))]
}

export function readShelf(): Promise<Shelf | Refusal> {
  return ask('GET', '/rt/facilitator/exercises')
}

/** Uploads a zip file: the exercise that it holds, or what is wrong with it. */
export async function upload(file: File): Promise<{ exercise: Outline } | { problems: readonly Problem[] } | Refusal> {
  // The server says the same, but only when all of it has gone over the Wi-Fi.
  if (file.size > mostMegabytes * 1_000_000) return refuse('zip-too-large', { most: mostMegabytes })
  return ask('POST', `/rt/facilitator/exercises?name=${encodeURIComponent(file.name)}`, file)
}

/** A file of boundaries that the server has read, and keeps until a session is made with it. */
export interface GivenBoundaries {
  readonly id: string
  readonly name: string
  readonly lines: number
}

/** Gives an organiser's own boundaries: by what name the server keeps them and how many lines they have, or what is wrong with them. */
export async function giveBoundaries(
  file: File,
): Promise<{ boundaries: string; lines: number } | { problems: readonly Problem[] } | Refusal> {
  if (file.size > largestBoundaries) return refuse('boundaries-too-large', { most: largestBoundaries / 1_000_000 })
  const asked = `/rt/facilitator/boundaries?name=${encodeURIComponent(file.name)}`
  return ask('POST', asked, new Blob([file], { type: boundariesType }))
}

export function remove(exercise: string): Promise<unknown> {
  return ask('POST', '/rt/facilitator/exercises/remove', { exercise })
}
