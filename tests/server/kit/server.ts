import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve, type Serving } from '../../../server/serve.ts'
import { realWorld } from '../../../server/world.ts'
import { Laptop } from './people.ts'

export interface TestServer {
  readonly serving: Serving
  readonly dataDir: string
  /** A laptop that has opened a facilitator's link. */
  facilitator(name: string): Promise<Laptop>
  session(facilitator: Laptop, groups?: number): Promise<{ id: string; code: string; step: string }>
  seat(code: string, groupIndex: number, name: string): Promise<Laptop>
  close(): Promise<void>
}

/** The real server on a free port, with an empty folder of data. */
export async function startServer(given: { dataDir?: string; now?: () => number } = {}): Promise<TestServer> {
  const dataDir = given.dataDir ?? (await mkdtemp(join(tmpdir(), 'roundtable-test-')))
  const world = { ...realWorld, now: given.now ?? realWorld.now }
  const config = { port: 0, host: '127.0.0.1', dataDir, hosts: [], mostCrashes: 5, announceAsJson: false }
  const onCannotSave = (error: unknown) => {
    throw error
  }
  const serving = await serve(config, { world, clientDir: 'dist/client', exercisesDir: 'exercises', onCannotSave })
  const laptop = () => new Laptop(serving.port)
  return {
    serving,
    dataDir,
    async facilitator(name) {
      const one = laptop()
      await one.post('/rt/facilitator/claim', { secret: serving.facilitatorLink().split('#')[1], name })
      return one
    },
    async session(facilitator, groups = 2) {
      const { exercises } = (await (await facilitator.get('/rt/facilitator/exercises')).json()) as {
        exercises: { id: string; steps: { id: string }[] }[]
      }
      const made = await facilitator.post('/rt/facilitator/sessions', {
        title: 'Day one',
        place: 'Almaty',
        groups,
        exercises: [exercises[0]?.id],
      })
      return { ...(made.body['session'] as { id: string; code: string }), step: exercises[0]?.steps[0]?.id ?? '' }
    },
    async seat(code, groupIndex, name) {
      const one = laptop()
      const found = await one.post('/rt/seat/look', { code })
      const group = (found.body['groups'] as { id: string }[])[groupIndex]?.id
      await one.post('/rt/seat/join', { code, group, name, people: 3, rapporteur: false })
      return one
    },
    async close() {
      await serving.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
