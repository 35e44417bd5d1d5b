import { readFile, stat } from 'node:fs/promises'
import { isNode, LineCounter, parseDocument } from 'yaml'
import yaml from 'yaml/package.json' with { type: 'json' }
import type { SourceFile } from '../../shared/exercise/check.ts'
import { maxBytes } from './folders.ts'
import { KeptSources } from './kept-sources.ts'
import { problem, wrong, type Problem } from '../../shared/exercise/problem.ts'

/** Vocabularies are used by many exercises, and all files are looked at again for every session that is made. */
const parsed = new Map<string, { readonly stamp: string; readonly file: SourceFile | Problem }>()

let kept: KeptSources | null = null

/**
 * From now on what was parsed at an earlier start is found in this file. Returns the way to write down what was read in this one.
 * Only for a process that reads nothing but the exercises that came with Roundtable: what people brought is kept nowhere else.
 */
export function keepSourcesIn(path: string): () => void {
  kept = new KeptSources(path, `${yaml.name} ${yaml.version}`)
  return () => kept?.save()
}

/** A parsed file, or what is wrong with it. A file that has not changed is not parsed again. */
export async function readSource(path: string): Promise<SourceFile | Problem> {
  const found = await stat(path).catch(() => null)
  if (found === null) return problem(path, wrong('fileMissing'))
  if (found.size > maxBytes) return problem(path, wrong('fileLarge', { most: maxBytes / 1_000_000 }))
  const stamp = `${found.mtimeMs} ${found.size} ${found.ino}`
  const known = parsed.get(path)
  if (known?.stamp === stamp) return known.file
  const text = await readFile(path, 'utf8')
  const file = /\.(geo)?json$/.test(path) ? parseJson(path, text) : readYaml(path, text)
  parsed.set(path, { stamp, file })
  return file
}

function readYaml(path: string, text: string): SourceFile | Problem {
  const before = kept?.find(text)
  // Which line an entry is on is asked only where something is wrong.
  if (before) return { name: path, value: before.value, locate: (wanted) => locateIn(parseDocumentOf(text), wanted) }
  const file = parseYaml(path, text)
  if (!('says' in file)) kept?.add(text, file.value)
  return file
}

interface Parsed {
  readonly document: ReturnType<typeof parseDocument>
  readonly lines: LineCounter
}

function parseDocumentOf(text: string): Parsed {
  const lines = new LineCounter()
  return { document: parseDocument(text, { lineCounter: lines }), lines }
}

function parseYaml(path: string, text: string): SourceFile | Problem {
  const whole = parseDocumentOf(text)
  const { document, lines } = whole
  const broken = document.errors[0]
  if (broken) {
    const says = wrong('notYaml', { code: broken.code, detail: broken.message.split('\n')[0] ?? '' })
    return problem(path, says, lines.linePos(broken.pos[0]).line)
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: 20 })
    // An alias may lead back into its own entry: that could not be kept with a session.
    JSON.stringify(value)
    return { name: path, value, locate: (wanted) => locateIn(whole, wanted) }
  } catch {
    return problem(path, wrong('aliases'))
  }
}

/** The line of the entry, or of the nearest one around it. */
function locateIn({ document, lines }: Parsed, wanted: readonly (string | number)[]): number | null {
  for (let length = wanted.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(wanted.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return null
}

/** What a program made, or exported, is read as JSON: as YAML the lines of a map would take seconds. */
function parseJson(path: string, text: string): SourceFile | Problem {
  try {
    return { name: path, value: JSON.parse(text) as unknown, locate: () => null }
  } catch {
    return problem(path, wrong(path.endsWith('.geojson') ? 'notGeojson' : 'notJson'))
  }
}
