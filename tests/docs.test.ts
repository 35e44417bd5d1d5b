import { access, readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { canvases } from '../shared/canvases/catalogue.ts'
import { fieldTypes } from '../shared/fields/catalogue.ts'
import { routeAccess } from '../server/access.ts'
import { archiveLimits } from '../server/exercises/archive.ts'
import { endings } from '../server/exercises/zip-paths.ts'
import { catalogue } from '../shared/i18n/catalogue.ts'
import { closeCodes } from '../shared/protocol/sync.ts'
import { commandAccess } from '../shared/session/may.ts'
import type { Person, Session } from '../shared/session/session.ts'
import { viewFor } from '../shared/session/view.ts'

test('PROTOCOL.md names every command and every close code', async () => {
  const text = await readFile('PROTOCOL.md', 'utf8')
  for (const command of Object.keys(commandAccess)) expect(text).toContain(`\`${command}\``)
  for (const code of Object.values(closeCodes)) expect(text).toMatch(new RegExp(`\\| ${code} +\\|`))
})

test('PROTOCOL.md names every route', async () => {
  const text = await readFile('PROTOCOL.md', 'utf8')
  const named = new Set([...text.matchAll(/\b(GET|POST) (\/rt\/[\w/<>.-]*[\w>])/g)].map(([, verb, path]) => `${verb} ${path}`))
  expect(named.size).toBeGreaterThan(30)
  for (const route of Object.keys(routeAccess)) {
    const told = route.replace(/:(\w+)/g, '<$1>')
    expect(
      [told, told.replace(/\/rt\/(facilitator|seat|plenary)\//, '/rt/<hat>/')].some((one) => named.has(one)),
      told,
    ).toBe(true)
  }
})

test('the view in PROTOCOL.md is one that the server makes', async () => {
  const text = await readFile('PROTOCOL.md', 'utf8')
  const blocks = [...text.matchAll(/```json\n(.*?)```/gs)].map((match) => JSON.parse(match[1] ?? '') as Record<string, unknown>)
  const told = blocks.find((block) => 'agenda' in block)! as unknown as Session & { person: Person }
  // The view says of this list what holds now; nobody has set it here.
  const { attribution: _, ...session } = told
  const made = viewFor(told.person, session)
  expect(Object.keys(told).sort()).toEqual(Object.keys(made).sort())
  expect(made).toEqual(told)
})

test('PROTOCOL.md tells how every field type stands in a document', async () => {
  const text = await readFile('PROTOCOL.md', 'utf8')
  const rows = text.slice(text.indexOf('| field | stands')).split('\n\n')[0] ?? ''
  for (const name of Object.keys(fieldTypes)) expect(rows, name).toContain(`\`${name}\``)
})

test('every file that ARCHITECTURE.md names exists', async () => {
  const text = await readFile('ARCHITECTURE.md', 'utf8')
  const files = [...text.matchAll(/`([\w./-]+\.(?:ts|yaml|svelte))`/g)].map((match) => match[1] ?? '')
  expect(files.length).toBeGreaterThan(10)
  for (const file of files) await expect(access(file), file).resolves.toBeUndefined()
})

test('docs/authoring.md tells of every field type and every canvas', async () => {
  const text = await readFile('docs/authoring.md', 'utf8')
  for (const name of [...Object.keys(fieldTypes), ...Object.keys(canvases)]) expect(text, name).toContain(`\`${name}\``)
})

test('docs/authoring.md names commands, limits, endings and buttons as they are', async () => {
  const text = (await readFile('docs/authoring.md', 'utf8')).replaceAll('\n  ', ' ')
  const verbs = [...text.matchAll(/npm run exercise -- (\w+)/g)].map((match) => match[1])
  const command = await readFile('server/exercise.ts', 'utf8')
  expect([...new Set(verbs)].sort()).toEqual(['check', 'new', 'preview'])
  for (const verb of verbs) expect(command).toContain(`npm run exercise -- ${verb} FOLDER`)
  const { entries, fileBytes, allBytes } = archiveLimits
  expect(text).toContain(`10 MB, ${allBytes / 1_000_000} MB unpacked, ${entries} files of ${fileBytes / 1_000_000} MB each`)
  for (const ending of endings) expect(text).toContain(`\`${ending}\``)
  for (const button of ['upload', 'useIt', 'download', 'remove'] as const) expect(text).toContain(`*${catalogue.en.console[button]}*`)
})

test('docs/reliability.md: every row has tests that say its name and have a control, and a longer form that there is', async () => {
  const text = await readFile('docs/reliability.md', 'utf8')
  const longer = await readFile('tests/long/run.ts', 'utf8')
  const rows = text
    .split('## The other rows')[0]!
    .split('\n')
    .flatMap((line) => {
      const cells = line.split('|').map((cell) => cell.trim())
      return /^[A-Z]\d+$/.test(cells[1] ?? '') ? [cells.slice(1, -1)] : []
    })
  expect(rows.map(([row]) => row)).toEqual('A1 A2 A11 A12 A13 A14 C3 C5 C6 C7 D11 O1 O3 T3'.split(' '))
  for (const [row = '', what, figure, short = '', control, long = ''] of rows) {
    const files = await Promise.all([...short.matchAll(/`([^`]+)`/g)].map((match) => readFile(match[1] ?? '', 'utf8')))
    expect(files.length, row).toBeGreaterThan(0)
    // Tests are named by their row; a table of tests builds the name.
    for (const file of files) expect(file, row).toMatch(new RegExp(`\\b${row}\\b`))
    expect(
      files.some((file) => /test[^\n]*\(\s*[`'"]/.test(file) && new RegExp(`[\`'"]${row}[:,]`).test(file)),
      row,
    ).toBe(true)
    expect(
      files.some((file) => /control|a good room/i.test(file)),
      `control of ${row}`,
    ).toBe(true)
    expect(
      [what, figure, control].every((cell) => cell !== undefined && cell !== ''),
      row,
    ).toBe(true)
    expect(longer, row).toContain(`'${/--only (\w+)/.exec(long)?.[1] ?? 'none'}'`)
  }
})

test('docs/reliability.md: every file that is named by a row is told of', async () => {
  const text = await readFile('docs/reliability.md', 'utf8')
  const rows = (await readdir('tests/server/rows')).filter((name) => /^[a-z]\d+\.test\.ts$/.test(name))
  expect(rows.length).toBeGreaterThan(20)
  for (const name of rows) expect(text).toContain(`\`tests/server/rows/${name}\``)
  for (const [, row, file] of text.matchAll(/^\| ([A-Z]\d+) \| [^|]+ \| `([^`]+)` \|$/gm))
    expect(await readFile(file!, 'utf8'), row).toMatch(new RegExp(`['"\`]${row}[:,]`))
})
