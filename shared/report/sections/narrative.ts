import { askedCount } from '../../merge/assembled.ts'
import { clusterTitle } from '../../merge/in-words.ts'
import type { Block } from '../blocks.ts'
import { inEither, type Recommendation, type SectionName } from '../narrative.ts'
import type { Telling } from '../telling.ts'
import { mergedIn } from '../worked.ts'
import { markScript } from '../wording.ts'

/** The paragraphs that organisers wrote for a section, numbered on; none where they wrote nothing. */
export function tellWritten(telling: Telling, name: SectionName): Block[] {
  const { narrative, language, t, paragraph } = telling
  const text = narrative ? inEither(narrative.sections[name], language) : ''
  const paragraphs = text.split(/\n\s*\n/).flatMap((one) => one.trim() || [])
  return paragraphs.map((one) => paragraph(markScript(one, language, t)))
}

/** A chapter of its own, left out when nobody wrote it. */
export function tellChapter(telling: Telling, name: 'presentations' | 'nextSteps'): Block[] {
  const narrative = telling.narrative
  if (!narrative || inEither(narrative.sections[name], telling.language) === '') return []
  return [telling.chapter(telling.t(`report.${name}`), 'follows on'), ...tellWritten(telling, name)]
}

/** Conclusions, then recommendations, each with the merged entry that it rests on. */
export function tellConclusions(telling: Telling): Block[] {
  const { narrative, language, t, chapter, heading, paragraph } = telling
  if (!narrative) return []
  const hasConclusions = inEither(narrative.sections.conclusions, language) !== ''
  const { recommendations } = narrative
  if (!hasConclusions && recommendations.length === 0) return []
  return [
    chapter(t('report.conclusions')),
    ...tellWritten(telling, 'conclusions'),
    ...(recommendations.length > 0 ? [heading(t('report.recommendations'))] : []),
    ...recommendations.map((one) => paragraph(inWords(telling, one))),
  ]
}

/** A recommendation with its evidence: the entry as it is called now, and how many groups named it. */
export function inWords(telling: Telling, { words, evidence }: Recommendation): string {
  const { language, t } = telling
  const text = markScript(inEither(words, language), language, t)
  const found = evidenceOf(telling, evidence)
  return found === null ? text : `${text} ${t('report.evidence', found)}`
}

function evidenceOf(telling: Telling, evidence: string): { title: string; count: number; groups: number } | null {
  const colon = evidence.indexOf(':')
  const exercise = telling.exercises.find(({ id }) => id === evidence.slice(0, colon))
  if (colon < 0 || !exercise || !telling.tells(exercise.id)) return null
  const { merged } = mergedIn(telling, exercise)
  const cluster = merged.clusters.find(({ members }) => members.some(({ key }) => key === evidence.slice(colon + 1)))
  return cluster
    ? {
        title: clusterTitle(cluster, exercise, telling.language),
        count: cluster.groups.length,
        groups: askedCount(cluster, merged.groups.length),
      }
    : null
}
