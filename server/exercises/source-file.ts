import { readFile, stat } from 'node:fs/promises'
import { isNode, LineCounter, parseDocument } from 'yaml'
import type { SourceFile } from '../../shared/exercise/check.ts'
import { maxBytes } from './folders.ts'
import { problem, wrong, type Problem } from '../../shared/exercise/problem.ts'

/** Vocabularies are used by many exercises, and all files are looked at again for every session that is made. */
const parsed = new Map<string, { readonly stamp: string; readonly file: SourceFile | Problem }>()

/** A parsed file, or what is wrong with it. A file that has not changed is not parsed again. */
export async function readSource(path: string): Promise<SourceFile | Problem> {
  const found = await stat(path).catch(() => null)
  if (found === null) return problem(path, wrong('fileMissing'))
  if (found.size > maxBytes) return problem(path, wrong('fileLarge', { most: maxBytes / 1_000_000 }))
  const stamp = `${found.mtimeMs} ${found.size} ${found.ino}`
  const known = parsed.get(path)
  if (known?.stamp === stamp) return known.file
  const text = await readFile(path, 'utf8')
  const file = /\.(geo)?json$/.test(path) ? parseJson(path, text) : parseYaml(path, text)
  parsed.set(path, { stamp, file })
  return file
}

function parseYaml(path: string, text: string): SourceFile | Problem {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const broken = document.errors[0]
  if (broken) {
    const says = wrong('notYaml', { code: broken.code, detail: broken.message.split('\n')[0] ?? '' })
    return problem(path, says, lines.linePos(broken.pos[0]).line)
  }
  const locate: SourceFile['locate'] = (wanted) => {
    for (let length = wanted.length; length >= 0; length--) {
      const node: unknown = length === 0 ? document.contents : document.getIn(wanted.slice(0, length), true)
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
    }
    return null
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: 20 })
    // An alias may lead back into its own entry: that could not be kept with a session.
    JSON.stringify(value)
    return { name: path, value, locate }
  } catch {
    return problem(path, wrong('aliases'))
  }
}

/** What a program made, or exported, is read as JSON: as YAML the lines of a map would take seconds. */
function parseJson(path: string, text: string): SourceFile | Problem {
  try {
    return { name: path, value: JSON.parse(text) as unknown, locate: () => null }
  } catch {
    return problem(path, wrong(path.endsWith('.geojson') ? 'notGeojson' : 'notJson'))
  }
}
