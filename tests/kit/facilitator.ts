import { ControlLine } from './control-line.ts'
import { Door } from './door.ts'
import { until } from './waiting.ts'
import { Witnesses } from './witness.ts'

interface Made {
  readonly id: string
  readonly code: string
}

/** The facilitator's laptop: opens the one-time link, makes a session and steers it. */
export class SimulatedFacilitator {
  readonly #door: Door
  readonly #witnesses: Witnesses

  private constructor(door: Door, witnesses: Witnesses) {
    this.#door = door
    this.#witnesses = witnesses
  }

  /** Throws a plain sentence when the link has been used or is too old. */
  static async open(link: string, witnesses = new Witnesses()): Promise<SimulatedFacilitator> {
    const door = new Door(link)
    await door.post('/rt/facilitator/claim', { secret: new URL(link).hash.slice(1), name: 'Rehearsal' })
    return new SimulatedFacilitator(door, witnesses)
  }

  /** Makes a session of all exercises that are named, or of the mapping of crime. */
  async makeSession(title: string, groups: number, exercises: readonly string[] = []): Promise<Made> {
    const chosen = exercises.length > 0 ? exercises : ['crime-mapping']
    const body = { title, place: '', groups, exercises: chosen }
    return (await this.#door.post<{ session: Made }>('/rt/facilitator/sessions', body)).session
  }

  /** A fresh one-time link, for a browser that wants to watch. */
  async invite(): Promise<string> {
    const { secret } = await this.#door.post<{ secret: string }>('/rt/facilitator/invite', {})
    return `${this.#door.origin}/console#${secret}`
  }

  /** A file of the session's report. */
  report(session: string, format: string): Promise<Uint8Array> {
    return this.#door.file(`/rt/facilitator/report/${session}.${format}`)
  }

  /** The control channel of a session, with its first view. */
  async enter(session: string): Promise<ControlLine> {
    const line = new ControlLine(this.#door, 'facilitator', session, this.#witnesses.of('The session'))
    await until(() => line.view !== null, 'The facilitator did not get a view of the session.')
    return line
  }
}
