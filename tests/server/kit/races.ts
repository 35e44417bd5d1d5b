import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { languages } from '../../../shared/i18n/language.ts'
import { translator } from '../../../shared/i18n/messages.ts'
import type { Answer } from '../../../shared/protocol/control.ts'
import { chance, type Chance } from '../../kit/chance.ts'
import { pause } from '../../kit/waiting.ts'
import type { ControlLink, Laptop } from './people.ts'
import { startProcess, type ServerProcess } from './process.ts'
import type { Defence } from './weak.ts'

/** True when the refusal names the winner and what was done, in a sentence of every language. */
export function saysWhoWasFaster(answer: Answer, winner: string, did = 'show'): boolean {
  if (answer.ok || answer.refused !== 'somebody-was-faster') return false
  const { who, what } = answer.details
  return who === winner && what === did && languages.every((one) => translator(one)('refusals.somebody-was-faster', answer.details).includes(winner)) // prettier-ignore
}

export interface Races {
  readonly races: number
  readonly cuts: number
  readonly kills: number
  readonly wrong: readonly string[]
}

export interface RaceOptions {
  readonly races: number
  readonly seed: number
  readonly without?: Defence
  readonly say?: (line: string) => void
}

/**
 * Two facilitators steer at the same moment, again and again, while their connections are cut and the server is killed
 * in the middle. Each sends until it is answered. One wins, once; the other is told who was faster, and with what.
 */
export async function raceThroughKills({ races, seed, without, say = () => undefined }: RaceOptions): Promise<Races> {
  const dataDir = await mkdtemp(join(tmpdir(), 'roundtable-c3-'))
  const random = chance(seed)
  const options = { dataDir, ...(without ? { without } : {}) }
  let server = await startProcess(options)
  const wrong: string[] = []
  let [cuts, kills] = [0, 0]
  try {
    const [ann, bo] = [await server.facilitator('Ann'), await server.facilitator('Bo')]
    const session = await server.session(ann)
    const [first, second] = [new Racer(ann, session.id), new Racer(bo, session.id)]
    for (let race = 0; race < races; race++) {
      const turn = await first.turn()
      const command = (shows: string) => ({ do: 'show', plenary: { shows } })
      const answers = Promise.all([
        first.send({ id: `a${race}`, turn, command: command('question') }),
        second.send({ id: `b${race}`, turn, command: command('blank') }),
      ])
      // At least one of each, in however few races, and by chance more.
      if ((random() < 0.1 || race === 1) && ++cuts) (random() < 0.5 ? first : second).cut()
      if ((random() < 0.03 || race === 2) && ++kills) server = await killAndStart(server, options, random)
      const [a, b] = await answers
      const now = await first.turn()
      if (now !== turn + 1) wrong.push(`race ${race}: ${now - turn} were carried out`)
      if (a.ok === b.ok) wrong.push(`race ${race}: ${a.ok ? 'both' : 'neither'} won`)
      else if (!saysWhoWasFaster(a.ok ? b : a, a.ok ? 'Ann' : 'Bo')) wrong.push(`race ${race}: ${JSON.stringify([a, b])}`)
      if (race % 100 === 99) say(`${race + 1} races, ${cuts} cuts, ${kills} kills, ${wrong.length} wrong`)
    }
    for (const racer of [first, second]) racer.cut()
  } finally {
    await server.kill()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { races, cuts, kills, wrong }
}

async function killAndStart(server: ServerProcess, options: Parameters<typeof startProcess>[0], random: Chance): Promise<ServerProcess> {
  await new Promise((resolve) => setTimeout(resolve, random() * 6))
  await server.kill()
  return startProcess({ ...options, port: server.port })
}

/** A facilitator's laptop that connects again and sends again, with the same id, until it is answered. */
class Racer {
  readonly #laptop: Laptop
  readonly #session: string
  #link: ControlLink | null = null

  constructor(laptop: Laptop, session: string) {
    this.#laptop = laptop
    this.#session = session
  }

  async send(envelope: unknown): Promise<Answer> {
    for (;;) {
      const { socket } = await this.#linked()
      const answer = (await socket
        .timeout(1000)
        .emitWithAck('command', envelope)
        .catch(() => null)) as Answer | null
      if (answer) return answer
    }
  }

  /** As the server says it to somebody who has just come. */
  async turn(): Promise<number> {
    const fresh = await this.#connect()
    fresh.socket.close()
    return fresh.view.turn
  }

  cut(): void {
    this.#link?.socket.io.engine.close()
    this.#link = null
  }

  async #linked(): Promise<ControlLink> {
    const present = this.#link
    if (present?.socket.connected) return present
    return (this.#link = await this.#connect())
  }

  /** A server that is killed while somebody comes in leaves them without any answer. */
  async #connect(): Promise<ControlLink> {
    const end = performance.now() + 30_000
    while (performance.now() < end) {
      const coming = this.#laptop.connect('facilitator', this.#session).catch(() => null)
      const link = await Promise.race([coming, pause(2000)])
      if (link) return link
      await pause(20)
    }
    throw new Error('The server did not come back.')
  }
}
