import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Exercise } from '../shared/exercise/exercise.ts'
import { buildWhenStale, clientDir } from './built-client.ts'
import { makeDemo } from './demo.ts'
import { serve } from './serve.ts'

export interface Preview {
  /** Opens the filled session on the console; good once. */
  readonly link: string
  /** Where a table joins it. */
  readonly tables: string
  /** Its data; they are removed when it ends. */
  readonly dataDir: string
  end(): Promise<void>
}

/** A server for looking at one exercise: its data are its own, and its boards are filled from the sample. */
export async function startPreview(exercise: Exercise, exercisesDir: string, port: number): Promise<Preview> {
  await buildWhenStale()
  const dataDir = await mkdtemp(join(tmpdir(), 'roundtable-preview-'))
  const config = { port, host: '127.0.0.1', dataDir, hosts: [], mostCrashes: 1, announceAsJson: false }
  const onStorageBroke = (error: unknown) => {
    throw error
  }
  const serving = await serve(config, { clientDir, exercisesDir, onStorageBroke })
  const session = await makeDemo(serving.openSessions, serving.storage, [exercise], { title: exercise.title.en, place: '' })
  const own = `http://127.0.0.1:${serving.port}`
  const [, secret] = serving.facilitatorLink().split('#')
  return {
    link: `${own}/console?session=${session.id}#${secret}`,
    tables: `${own}/j#${session.code}`,
    dataDir,
    async end() {
      await serving.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
