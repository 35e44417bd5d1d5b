import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Adapters } from '../../../server/adapters.ts'
import { serve, type Serving } from '../../../server/serve.ts'
import { realWorld } from '../../../server/world.ts'
import { Laptop } from './people.ts'

export interface Made {
  readonly id: string
  readonly code: string
  readonly step: string
}

/** How people come to a running server, wherever it runs. */
export interface Arranged {
  /** A laptop that has opened a facilitator's link. */
  facilitator(name: string): Promise<Laptop>
  session(facilitator: Laptop, groups?: number): Promise<Made>
  seat(code: string, groupIndex: number, name: string): Promise<Laptop>
  stranger(): Laptop
}

export interface TestServer extends Arranged {
  readonly serving: Serving
  readonly dataDir: string
  close(): Promise<void>
}

export interface TestOptions {
  readonly dataDir?: string
  /** This machine alone when not given. */
  readonly host?: string
  readonly now?: () => number
  readonly exercisesDir?: string
  /** The built client, where it is not that of the build. */
  readonly clientDir?: string
  readonly adapters?: Partial<Adapters>
  readonly copyTo?: string
  readonly copyEveryMs?: number
  readonly retentionEveryMs?: number
  readonly onStorageBroke?: (error: unknown) => void
  /** What a start may wait for. */
  readonly addClient?: () => Promise<void>
}

/** The real server on a free port, with an empty folder of data. */
export async function startServer(given: TestOptions = {}): Promise<TestServer> {
  const dataDir = given.dataDir ?? (await mkdtemp(join(tmpdir(), 'roundtable-test-')))
  const world = { ...realWorld, now: given.now ?? realWorld.now }
  const config = {
    port: 0,
    host: given.host ?? '127.0.0.1',
    dataDir,
    hosts: [],
    mostCrashes: 5,
    announceAsJson: false,
    copyTo: given.copyTo,
  }
  const onStorageBroke = (error: unknown) => {
    throw error
  }
  const { adapters = {}, exercisesDir = 'exercises', clientDir = 'dist/client' } = given
  const every = {
    ...(given.copyEveryMs ? { copyEveryMs: given.copyEveryMs } : {}),
    ...(given.retentionEveryMs ? { retentionEveryMs: given.retentionEveryMs } : {}),
  }
  const options = {
    ...every,
    world,
    clientDir,
    exercisesDir,
    adapters,
    onStorageBroke: given.onStorageBroke ?? onStorageBroke,
  }
  const serving = await serve(config, { ...options, ...(given.addClient ? { addClient: given.addClient } : {}) })
  return {
    ...arrange(serving.port, () => Promise.resolve(serving.facilitatorLink())),
    serving,
    dataDir,
    async close() {
      await serving.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export function arrange(port: number, link: () => Promise<string>, base?: string): Arranged {
  const stranger = () => new Laptop(port, base)
  return {
    stranger,
    async facilitator(name) {
      const one = stranger()
      await one.post('/rt/facilitator/claim', { secret: (await link()).split('#')[1], name })
      return one
    },
    async session(facilitator, groups = 2) {
      const { exercises } = (await (await facilitator.get('/rt/facilitator/exercises')).json()) as {
        exercises: { id: string; steps: { id: string }[] }[]
      }
      const exercise = exercises.find((one) => one.id === 'crime-mapping')
      const plan = { title: 'Day one', place: 'Almaty', groups, exercises: [exercise?.id] }
      const made = await facilitator.post('/rt/facilitator/sessions', plan)
      return { ...(made.body['session'] as { id: string; code: string }), step: exercise?.steps[0]?.id ?? '' }
    },
    async seat(code, groupIndex, name) {
      const one = stranger()
      const found = await one.post('/rt/seat/look', { code })
      const group = (found.body['groups'] as { id: string }[])[groupIndex]?.id
      await one.post('/rt/seat/join', { code, group, name, people: 3, rapporteur: false })
      return one
    },
  }
}
