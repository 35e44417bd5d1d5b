import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../../kit/waiting.ts'
import { Laptop } from '../../server/kit/people.ts'

/**
 * Lets the sync-bench tool use our server as a table's laptop would: a facilitator makes a session with one group a
 * room, every client is a seat with its own cookie. OpenSessions of the bench are boards of the session.
 */
interface Client {
  readonly room: string
  readonly client: number | undefined
  readonly port: number
}

/** Where the server that listens on the port has written its one line of JSON (see `run.ts`). */
export const readyFile = (port: number | string) => join(tmpdir(), `roundtable-bench-${port}.json`)

interface Place {
  readonly code: string
  readonly group: string
  readonly board: string
}
const places = new Map<string, Place>()
const seats = new Map<string, Promise<Laptop>>()

/** Makes the session; called once for every fresh folder of data. */
export async function prepare({ port, rooms }: { port: number; rooms: readonly string[] }): Promise<void> {
  const { link } = await announced(port)
  const facilitator = new Laptop(port)
  await facilitator.post('/rt/facilitator/claim', { secret: link.split('#')[1], name: 'Bench' })
  const made = await facilitator.post('/rt/facilitator/sessions', {
    title: 'Bench',
    place: '',
    groups: rooms.length,
    exercises: ['crime-mapping'],
  })
  const session = made.body['session'] as { id: string; code: string }
  const { socket, view } = await facilitator.connect('facilitator', session.id)
  socket.disconnect()
  for (const [index, room] of rooms.entries()) {
    const group = view.groups[index]?.id ?? ''
    places.set(room, { code: session.code, group, board: view.agenda[0]?.boards[group] ?? '' })
  }
}

/** The port answers before the server has read its exercises and says that it is ready. */
async function announced(port: number): Promise<{ link: string }> {
  const line = () => readFileSync(readyFile(port), 'utf8')
  await until(() => line().endsWith('\n'), 'The server did not say that it is ready.')
  return JSON.parse(line()) as { link: string }
}

/** The cookie of the client's seat; it joins when it comes for the first time and keeps the seat after that. */
export async function token({ room, client, port }: Client): Promise<string> {
  const place = placeOf(room)
  const key = `${room} ${client ?? 'reader'}`
  const joined = seats.get(key) ?? takeSeat(place, `Person ${client ?? 'reader'}`, port)
  seats.set(key, joined)
  return (await joined).cookie
}

async function takeSeat({ code, group }: Place, name: string, port: number): Promise<Laptop> {
  const laptop = new Laptop(port)
  const answer = await laptop.post('/rt/seat/join', { code, group, name, people: 1, rapporteur: false })
  if (answer.status !== 200) throw new Error(`the seat could not join: ${JSON.stringify(answer.body)}`)
  return laptop
}

export function url({ room, port }: Client): string {
  return `ws://127.0.0.1:${port}/rt/seat/y/${placeOf(room).board}`
}

export function headers({ port, token: cookie }: Client & { token: string }): Record<string, string> {
  return { cookie, origin: `http://127.0.0.1:${port}` }
}

function placeOf(room: string): Place {
  const place = places.get(room)
  if (!place) throw new Error(`no board for the room ${room}`)
  return place
}
