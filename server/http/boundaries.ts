import type { Express } from 'express'
import { problem, wrong, type Problem } from '../../shared/exercise/problem.ts'
import { readBoundaries } from '../../shared/maps/boundaries.ts'
import { largestBoundaries, wholeWorld } from '../../shared/maps/own-boundaries.ts'
import { isRefusal, refuse } from '../../shared/refusals.ts'
import { fileRoutes } from '../access.ts'
import { newId } from '../world.ts'
import { addRoute, readFile } from './door.ts'
import type { HttpNeeds } from './needs.ts'

/** So many files wait for the session they are for; one more, and the first has to be given again. */
const mostWaiting = 8
const longestName = 100

/** Files of boundaries that came in and were found right, until a session is made with one of them. They are kept in memory alone. */
export class WaitingBoundaries {
  readonly #files = new Map<string, unknown>()

  keep(id: string, file: unknown): void {
    this.#files.set(id, file)
    const [first] = this.#files.keys()
    if (this.#files.size > mostWaiting && first !== undefined) this.#files.delete(first)
  }

  /** Undefined where it is not known any more. */
  of(id: string): unknown {
    return this.#files.get(id)
  }
}

/** The organiser's own boundaries for the maps of a session that is about to be made: a GeoJSON file, read as hostile. */
export function addBoundariesRoutes(app: Express, { doorkeeper, world }: HttpNeeds, waiting: WaitingBoundaries): void {
  const route = 'POST /rt/facilitator/boundaries'
  addRoute(app, doorkeeper, route, async (request, response) => {
    const bytes = await readFile(request, response, fileRoutes[route]!, largestBoundaries)
    if (bytes === 'too-large') return refuse('boundaries-too-large', { most: largestBoundaries / 1_000_000 })
    if (isRefusal(bytes)) return bytes
    const { name } = request.query
    const read = readFileOfBoundaries(bytes, typeof name === 'string' ? name.slice(0, longestName) : 'boundaries.geojson')
    if ('problems' in read) return read
    const id = newId(world)
    waiting.keep(id, read.file)
    return { boundaries: id, lines: read.lines }
  })
}

type Read = { readonly file: unknown; readonly lines: number } | { readonly problems: readonly Problem[] }

function readFileOfBoundaries(bytes: Uint8Array, name: string): Read {
  let file: unknown
  try {
    file = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return { problems: [problem(name, wrong('boundariesNotJson'))] }
  }
  const read = readBoundaries(file, wholeWorld)
  if ('mistake' in read) {
    const { says } = read.mistake
    return { problems: [problem(name, says.text === 'mistakes.boundariesElsewhere' ? wrong('boundariesEmpty') : says)] }
  }
  return { file, lines: read.boundaries.settled.length + read.boundaries.unsettled.length }
}
