import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startChild } from '../kit/child.ts'
import { sized } from '../kit/size.ts'
import { Laptop } from './kit/people.ts'

let dir = ''
beforeAll(async () => (dir = await mkdtemp(join(tmpdir(), 'roundtable-exercise-'))))
afterAll(() => rm(dir, { recursive: true, force: true }))

/** `npm run exercise -- …`: how it ends and what it says. */
function run(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = startChild('server/exercise.ts', args, {}, true)
  let [out, err] = ['', '']
  child.stdout?.on('data', (piece: Buffer) => (out += piece.toString()))
  child.stderr?.on('data', (piece: Buffer) => (err += piece.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })))
}

test('new makes a folder that passes check, twice under two names without a step in common, and never overwrites', async () => {
  for (const name of ['one', 'two']) {
    expect(await run('new', join(dir, name))).toMatchObject({ code: 0 })
    expect(await run('check', join(dir, name))).toMatchObject({ code: 0, out: `${name}: 2 steps, no problems.\n` })
    expect(await readFile(join(dir, name, 'exercise.yaml'), 'utf8')).toContain(`id: ${name}-collect`)
  }
  await writeFile(join(dir, 'one', 'exercise.yaml'), 'mine')
  const again = await run('new', join(dir, 'one'))
  expect(again).toMatchObject({ code: 1, out: '' })
  expect(again.err).toMatch(/is there already and stays as it is/)
  expect(await readFile(join(dir, 'one', 'exercise.yaml'), 'utf8')).toBe('mine')
  expect((await run('new', join(dir, 'two words'))).err).toMatch(/cannot be the name/)
  expect((await run('new', join(dir, 'maps'))).err).toMatch(/Give your exercise another name/)
  expect((await readdir(dir)).sort()).toEqual(['one', 'two'])
})

test('check ends with 1 and file, line and remedy; a wrong command ends with 2 and the help', async () => {
  await writeFile(join(dir, 'two', 'exercise.yaml'), (await readFile(join(dir, 'two', 'exercise.yaml'), 'utf8')).replace('harm, y', 'hurt, y')) // prettier-ignore
  const wrong = await run('check', `${join(dir, 'two')}/`)
  expect(wrong.code).toBe(1)
  expect(wrong.err).toMatch(/two\/exercise\.yaml, line \d+: the canvas "grid" needs the field "hurt".+\n$/)
  expect(await run('preview', join(dir, 'two'))).toMatchObject({ code: 1, out: '' })
  const senseless = [[], ['chek', dir], ['check'], ['check', 'a', 'b'], ['preview', 'a', '--port', 'many'], ['new', '--force']]
  for (const [args, answer] of await Promise.all(
    senseless.slice(0, sized(3, 6)).map(async (args) => [args, await run(...args)] as const),
  )) {
    expect([args, answer.code]).toEqual([args, 2])
    expect(answer.err).toContain('npm run exercise -- preview FOLDER')
  }
  expect(await run('--help')).toMatchObject({ code: 0, err: '' })
})

test('preview opens a session whose boards hold the sample, and leaves nothing behind', async () => {
  await run('new', join(dir, 'three'))
  const child = startChild('server/exercise.ts', ['preview', join(dir, 'three')], {})
  let said = ''
  child.stdout?.on('data', (piece: Buffer) => (said += piece.toString()))
  await expect.poll(() => said, { timeout: 50_000 }).toMatch(/Ctrl\+C/)
  const [, base = '', session = '', secret] = /(http:\S+?)\/console\?session=(\w+)#(\S+)/.exec(said) ?? []
  const dataDir = /data lie in (\S+)/.exec(said)?.[1] ?? ''
  const ann = new Laptop(0, base)
  await ann.post('/rt/facilitator/claim', { secret })
  const answer: unknown = await (await ann.get(`/rt/facilitator/merged/${session}/three`)).json()
  const { merged } = answer as { merged: { clusters: { members: unknown[] }[] } }
  expect(merged.clusters.flatMap(({ members }) => members)).toHaveLength(9)
  expect(JSON.stringify(merged)).toContain('Нет защищённого канала связи')
  const ended = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGINT')
  expect(await ended).toBe(0)
  await expect(stat(dataDir)).rejects.toThrow('ENOENT')
})
