import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endWith, say } from './telling.ts'

/**
 * The package for this Linux, moved to a clean folder and started with an empty environment in a network that has nothing
 * but itself: it must serve, and write a Word file and a PDF.
 */
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const namespace = 'rt-package'
const made = mkdtempSync(join(tmpdir(), 'roundtable-package-'))
const clean = mkdtempSync(join(tmpdir(), 'roundtable clean place '))
const wrong: string[] = []
const net = (...args: string[]) => spawnSync('ip', ['netns', ...args], { stdio: 'ignore' }).status

const built = spawnSync(process.execPath, [here('../../server/package.ts'), '--to', made], { stdio: ['ignore', 'pipe', 'inherit'] })
if (built.status !== 0) endWith(['the package could not be made'])
const name = `Roundtable-linux-${process.arch}`
cpSync(join(made, name), join(clean, name), { recursive: true })
rmSync(made, { recursive: true })
say(
  `The package takes ${
    execFileSync('du', ['-sh', join(clean, name)])
      .toString()
      .split('\t')[0] ?? '?'
  }.`,
)

net('del', namespace)
net('add', namespace)
net('exec', namespace, 'ip', 'link', 'set', 'lo', 'up')
const began = performance.now()
const env = ['-i', 'PATH=', 'ROUNDTABLE_READY=json', 'PORT=8080', 'HOST=127.0.0.1', '/bin/sh', join(clean, name, 'start.sh')]
const server = spawn('ip', ['netns', 'exec', namespace, '/usr/bin/env', ...env], { stdio: ['ignore', 'pipe', 'inherit'], cwd: '/' })
const link = await new Promise<string>((resolve) => {
  server.stdout.on('data', (chunk: Buffer) => {
    const line = chunk.toString()
    if (line.includes('"ready"')) resolve((JSON.parse(line.slice(line.indexOf('{'))) as { link: string }).link)
  })
  server.once('exit', () => resolve(''))
})
if (link === '') wrong.push('it ended before it was ready')
else {
  say(`It was ready ${((performance.now() - began) / 1000).toFixed(1)} s after the double click.`)
  const visit = spawnSync('ip', ['netns', 'exec', namespace, process.execPath, here('./package-visit.ts'), link], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  say(visit.stdout.toString().trim())
  if (visit.status !== 0) wrong.push('the visit failed')
}
server.kill('SIGTERM')
await new Promise((resolve) => (server.exitCode === null ? server.once('exit', resolve) : resolve(null)))
net('del', namespace)
rmSync(clean, { recursive: true, force: true })
endWith(wrong)
