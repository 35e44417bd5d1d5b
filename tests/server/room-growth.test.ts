import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { SimulatedFacilitator } from '../kit/facilitator.ts'
import { look, SimulatedPerson } from '../kit/people.ts'
import { ServerProcess } from '../kit/server-process.ts'
import { sized } from '../kit/size.ts'
import { until } from '../kit/waiting.ts'

const edits = sized(1200, 3000)

test('a board that people stay at does not grow on disk with every edit, and loses nothing by it', async () => {
  const server = await ServerProcess.start()
  const facilitator = await SimulatedFacilitator.open(server.link)
  const session = await facilitator.makeSession('A long day', 1)
  const console = await facilitator.enter(session.id)
  await console.send({ do: 'open-step', step: 'choose' })
  const group = (await look(server.url, session.code)).groups[0]?.id ?? ''
  const ann = await SimulatedPerson.join({ url: server.url, code: session.code, group, name: 'Ann', seed: 1 })
  await ann.openBoard('crime-mapping')
  await until(() => ann.view?.current?.until != null, 'The step did not open.')
  while (ann.edits < edits) {
    for (let one = 0; one < 50; one++) ann.work()
    await until(() => ann.saved === ann.edits, 'Edits are not saved.')
  }
  expect(updatesOf(server.dataDir)).toBeLessThan(edits / 2)
  const shown = await ann.shownCards('crime-mapping')
  server.kill()
  await until(() => server.starts === 2, 'The server did not start again.', 30_000)
  expect(await ann.freshCards('crime-mapping')).toEqual(shown)
  ann.leave()
  console.close()
  await server.close()
})

/** Single updates that stand in the file of the only session. */
function updatesOf(dataDir: string): number {
  const dir = join(dataDir, 'sessions')
  const name = readdirSync(dir).find((one) => one.endsWith('.sqlite')) ?? ''
  const database = new DatabaseSync(join(dir, name), { readOnly: true })
  const row = database.prepare('SELECT count(*) AS count FROM updates').get()
  database.close()
  return Number(row?.['count'])
}
