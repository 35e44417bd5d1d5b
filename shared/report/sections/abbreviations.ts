import type { Exercise } from '../../exercise/exercise.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'

/** Abbreviations that stand somewhere in the report, with what they stand for; nothing where none does. */
export function tellAbbreviations({ t, language, exercises, annex }: Telling, blocks: readonly Block[]): Block[] {
  const known = new Map<string, string>()
  for (const { label, meaning } of exercises.flatMap(termsOf)) {
    const [long = ''] = (meaning?.[language] ?? '').split('/')
    for (const short of label[language].split('/')) if (short.trim() !== '' && long.trim() !== '') known.set(short.trim(), long.trim())
  }
  if (known.size === 0) return []
  const words = new Set(blocks.flatMap((block) => wordsOf(block).match(/[\p{L}\p{N}]+/gu) ?? []))
  const points = [...known].filter(([short]) => words.has(short)).map(([short, long]) => `${short}: ${long}`)
  if (points.length === 0) return []
  return [annex(t('report.annexAbbreviations')), { is: 'points', points: points.sort((a, b) => a.localeCompare(b, language)) }]
}

const termsOf = ({ vocabularies }: Exercise) => vocabularies['abbreviations']?.terms ?? []

function wordsOf(block: Block): string {
  switch (block.is) {
    case 'paragraph':
    case 'heading':
      return block.text
    case 'points':
      return block.points.join(' ')
    case 'table':
      return block.rows.map((row) => row.join(' ')).join(' ')
    default:
      return ''
  }
}
