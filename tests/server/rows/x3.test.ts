import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'roundtable-x3-'))
const asked: string[] = []
const listener = createServer((request, response) => {
  asked.push(request.url ?? '')
  response.end()
})
interface Phase {
  readonly files: Set<string>
  readonly hosts: string[]
}
/** What the kernel was asked for in each phase: files by name, and connections to hosts. */
let phases: Record<string, Phase>

beforeAll(async () => {
  writeFileSync(join(folder, 'canary.png'), 'canary')
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`
  const trace = join(folder, 'trace')
  const watched = ['-f', '-qq', '-s', '400', '-e', 'trace=open,openat,openat2,connect,sendto', '-o', trace]
  const child = spawn('strace', [...watched, process.execPath, 'tests/server/kit/render-child.ts', folder, address], { stdio: 'inherit' })
  const [code] = (await once(child, 'exit')) as [number]
  expect(code).toBe(0)
  phases = read(readFileSync(trace, 'utf8'))
}, 240_000)
afterAll(() => {
  listener.close()
  rmSync(folder, { recursive: true, force: true })
})

function read(trace: string): typeof phases {
  const found: typeof phases = {}
  let phase: Phase = { files: new Set(), hosts: [] }
  for (const line of trace.split('\n')) {
    const file = /\bopen(?:at2?)?\((?:AT_FDCWD, )?"([^"]+)"/.exec(line)?.[1]
    const next = file?.startsWith(`${folder}/phase-`) ? file.split('phase-')[1]! : null
    if (next !== null) phase = found[next] = { files: new Set(), hosts: [] }
    else if (file !== undefined) phase.files.add(file)
    if (/AF_INET6?\b/.test(line)) phase.hosts.push(line)
  }
  return found
}
/** What a process opens of itself, whenever it likes. */
const ownFiles = (files: ReadonlySet<string>) => [...files].filter((file) => !/^\/(proc|sys|dev)\//.test(file))

test('X3: texts that name a file or an address make no format open the one or ask the other', () => {
  const { harmless, harmful } = phases as { harmless: Phase; harmful: Phase }
  // Fonts are read for each writing: the trace sees what is opened.
  expect(ownFiles(harmless.files).some((file) => file.endsWith('.ttf'))).toBe(true)
  expect(ownFiles(harmful.files).filter((file) => !harmless.files.has(file))).toEqual([])
  expect([...harmless.hosts, ...harmful.hosts]).toEqual([])
})

test('X3, control: words put into a drawing as they are open the file, and an address that is asked is seen', () => {
  const { careless } = phases as { careless: Phase }
  expect([...careless.files].some((file) => file.endsWith('canary.png'))).toBe(true)
  expect(careless.hosts.length).toBeGreaterThan(0)
  expect(asked).toEqual(['/'])
})
