import { access, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { canvases } from '../shared/canvases/catalogue.ts'
import { fieldTypes } from '../shared/fields/catalogue.ts'
import { archiveLimits } from '../server/exercises/archive.ts'
import { endings } from '../server/exercises/zip-paths.ts'
import { catalogue } from '../shared/i18n/catalogue.ts'
import { closeCodes } from '../shared/protocol/sync.ts'
import { commandAccess } from '../shared/session/may.ts'

test('PROTOCOL.md names every command and every close code', async () => {
  const text = await readFile('PROTOCOL.md', 'utf8')
  for (const command of Object.keys(commandAccess)) expect(text).toContain(`\`${command}\``)
  for (const code of Object.values(closeCodes)) expect(text).toMatch(new RegExp(`\\| ${code} +\\|`))
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
