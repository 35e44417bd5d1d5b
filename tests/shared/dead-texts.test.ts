import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { catalogue } from '../../shared/i18n/catalogue.ts'
import { refusalCodes } from '../../shared/refusals.ts'

/** What the program says is written where it is said, or made there of a part and a name: `refusals.${code}`. */
const roots = ['client', 'server', 'shared']
const filesIn = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) return path === join('shared', 'i18n') ? [] : filesIn(path)
    return /\.(ts|svelte)$/.test(entry.name) ? [path] : []
  })

/** Keys that no source names. */
function unnamed(keys: readonly string[], sources: readonly string[]): string[] {
  const all = sources.join('\n')
  const literals = new Set([...all.matchAll(/['"`]([a-z][A-Za-z]*\.[A-Za-z0-9_-]+)['"`]/g)].map((match) => match[1]))
  // A part may stand for the section as well; then the name is said in full.
  const patterns = [...all.matchAll(/`([a-z][A-Za-z]*\.[^`]*\$\{[^`]*|\$\{[^}`]*\}\.[A-Za-z0-9]+)`/g)].map(([, text = '']) => {
    const parts = text.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    return new RegExp(`^${parts.join('[A-Za-z0-9_-]+')}$`)
  })
  return keys.filter((key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)))
}

/** Codes that no source gives but the list of them. */
function notGiven(codes: readonly string[]): string[] {
  const list = join('shared', 'refusals.ts')
  const all = roots
    .flatMap(filesIn)
    .flatMap((path) => (path === list ? [] : [readFileSync(path, 'utf8')]))
    .join('\n')
  return codes.filter((code) => !all.includes(`'${code}'`))
}

test('every refusal is given somewhere', () => {
  expect(notGiven([...refusalCodes, 'nobody-gives-this'])).toEqual(['nobody-gives-this'])
})

test('every text is said somewhere', () => {
  const keys = Object.entries(catalogue.en as Record<string, Record<string, string>>).flatMap(([section, texts]) =>
    Object.keys(texts).map((key) => `${section}.${key}`),
  )
  const sources = roots.flatMap(filesIn).map((path) => readFileSync(path, 'utf8'))
  expect(unnamed(keys, sources)).toEqual([])
  // The control: a text that nobody says is found, one that is made of parts is not.
  expect(unnamed(['common.nobodySaysThis', 'refusals.unknown-code'], sources)).toEqual(['common.nobodySaysThis'])
})
