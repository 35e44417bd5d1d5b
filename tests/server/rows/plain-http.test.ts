import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runServer, type RunningServer } from '../../browser/kit.ts'
import { mayOpenNetworks, openTwoNetworks, type TwoNetworks } from '../../kit/two-networks.ts'

/** Over plain HTTP facilitators work on the server's own machine, unless the operator allows more. */
let networks: TwoNetworks
const servers: RunningServer[] = []
beforeAll(() => {
  if (mayOpenNetworks) networks = openTwoNetworks(2)
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()))
  if (mayOpenNetworks) networks.close()
})

/** Opens the facilitator's link from the laptop, by another machine's address. */
async function claimFromAfar(env: Record<string, string>): Promise<{ readonly claim: string; readonly health: string }> {
  const server = await runServer({ through: networks.onServer, env })
  servers.push(server)
  const base = `http://${networks.server}:${server.port}`
  const curl = (...args: string[]) => execFileSync(networks.inLaptop('curl'), ['-s', '-m', '10', ...args]).toString()
  const headers = ['-H', 'content-type: application/json', '-H', 'x-roundtable: 1', '-H', `origin: ${base}`]
  const secret = server.link.split('#')[1] ?? ''
  return {
    claim: curl(...headers, '-d', JSON.stringify({ secret, name: 'Ann' }), `${base}/rt/facilitator/claim`),
    health: curl(`${base}/rt/health`),
  }
}

test.skipIf(!mayOpenNetworks)('from another laptop nobody becomes a facilitator over plain HTTP, and tables are served', async () => {
  expect(await claimFromAfar({})).toEqual({ claim: JSON.stringify({ refused: 'plain-http', details: {} }), health: '{"ok":true}' })
})

test.skipIf(!mayOpenNetworks)('control: with --allow-plain-http the same link opens', async () => {
  expect((await claimFromAfar({ ALLOW_PLAIN_HTTP: '1' })).claim).toContain('"is":"facilitator"')
})
