import { cellRowsOf, codeIn, columnsOf } from '../canvases/parts/cells.ts'
import type { CanvasOf, Exercise, MeasureCheck, ObjectiveCheck, Term } from '../exercise/exercise.ts'
import type { Cluster, Merged, MergedField } from './cluster.ts'

/** What a plan leaves open, from what all groups said; a part is null where the exercise has nothing of the sort. */
export interface Coverage {
  readonly threats: ThreatCoverage | null
  readonly objectives: ObjectiveCoverage | null
  readonly measures: MeasureCoverage | null
}

/** Threats beside which a column (one of the four Ps) holds no response, or a weak one; threats known to be light are passed over. */
export interface ThreatCoverage {
  readonly columns: readonly Term[]
  readonly checked: number
  readonly open: readonly { readonly cluster: Cluster; readonly cells: readonly ('none' | 'weak' | null)[] }[]
}

/** `bare` objectives rest on no threat and no gap; `unanswered` threats have no objective. */
export interface ObjectiveCoverage {
  readonly checked: number
  readonly bare: readonly Cluster[]
  readonly unanswered: readonly Cluster[]
}

export type Lack = 'lead' | 'when' | 'indicator'

export interface MeasureCoverage {
  readonly checked: number
  readonly lacking: readonly { readonly cluster: Cluster; readonly lacks: readonly Lack[] }[]
  /** Two groups name different leads, or times that do not meet. */
  readonly conflicts: readonly { readonly cluster: Cluster; readonly about: 'lead' | 'when' }[]
}

/** True for an exercise of which something can be checked. */
export const isChecked = (exercise: Exercise): boolean =>
  matrixOf(exercise) !== null || exercise.checks?.objectives !== undefined || exercise.checks?.measures !== undefined

/** Checks the merge of one exercise; null where the exercise has nothing that could be checked. */
export function coverageOf(merged: Merged, exercise: Exercise): Coverage | null {
  const kept = merged.clusters.filter((cluster) => !cluster.setAside)
  const setting = matrixOf(exercise)
  const { objectives, measures } = exercise.checks ?? {}
  if (!isChecked(exercise)) return null
  return {
    threats: setting ? checkThreats(merged, setting, exercise) : null,
    objectives: objectives ? checkObjectives(kept, objectives, exercise) : null,
    measures: measures ? checkMeasures(kept, measures, exercise) : null,
  }
}

/** How much is open, all in all: nought is what a plan aims at. */
export function openCount({ threats, objectives, measures }: Coverage): number {
  const lists = [threats?.open, objectives?.bare, objectives?.unanswered, measures?.lacking, measures?.conflicts]
  return lists.reduce((sum, list) => sum + (list?.length ?? 0), 0)
}

/** How much there was to check. */
export function checkedCount({ threats, objectives, measures }: Coverage): number {
  return (threats?.checked ?? 0) + (objectives?.checked ?? 0) + (measures?.checked ?? 0)
}

/** The matrix that rates its answers, or else any: there a response can be weak and not only missing. */
function matrixOf({ steps }: Exercise): CanvasOf<'matrix'> | null {
  const settings = steps.flatMap(({ canvas }) => (canvas.type === 'matrix' ? canvas : []))
  return settings.find(({ value }) => value !== undefined) ?? settings[0] ?? null
}

function checkThreats(merged: Merged, setting: CanvasOf<'matrix'>, exercise: Exercise): ThreatCoverage {
  const rows = cellRowsOf(merged, setting, exercise)
  const open = rows.flatMap(({ cluster, cells }) => {
    const said = cells.map(({ gap, groups }) => (!gap ? null : groups.length === 0 ? ('none' as const) : ('weak' as const)))
    return said.some((one) => one !== null) ? [{ cluster, cells: said }] : []
  })
  return { columns: columnsOf(setting, exercise), checked: rows.length, open }
}

function checkObjectives(kept: readonly Cluster[], { kind, where = {}, evidence }: ObjectiveCheck, exercise: Exercise): ObjectiveCoverage {
  const isOne = (cluster: Cluster) =>
    Object.entries(where).every(([field, code]) => cluster.members.some(({ card }) => codeIn(card, field) === code))
  const objectives = kept.filter((cluster) => cluster.kind === kind && isOne(cluster))
  const linked = (cluster: Cluster) => evidence.flatMap((field) => linksOf(cluster.fields[field]))
  const answered = new Set(objectives.flatMap(linked))
  // The first of the links leads to what an objective answers; gaps may well be closed by measures.
  const first = exercise.kinds[kind]?.fields[evidence[0] ?? '']
  const threats = kept.filter((cluster) => first !== undefined && 'to' in first && cluster.kind === first.to)
  return {
    checked: objectives.length,
    bare: objectives.filter((cluster) => linked(cluster).length === 0),
    unanswered: threats.filter(({ id }) => !answered.has(id)),
  }
}

function checkMeasures(kept: readonly Cluster[], check: MeasureCheck, exercise: Exercise): MeasureCoverage {
  const measures = kept.filter(({ kind }) => kind === check.kind)
  const hasIndicator = indicatorsBy(kept, check, exercise)
  const lacking = measures.flatMap((cluster) => {
    const lacks: Lack[] = [
      ...(isEmpty(cluster.fields[check.lead]) ? (['lead'] as const) : []),
      ...(isEmpty(cluster.fields[check.when]) ? (['when'] as const) : []),
      ...(hasIndicator(cluster) ? [] : (['indicator'] as const)),
    ]
    return lacks.length > 0 ? [{ cluster, lacks }] : []
  })
  const conflicts = measures.flatMap((cluster) => [
    ...(haveNoneInCommon(answersBy(cluster.fields[check.lead])) ? [{ cluster, about: 'lead' as const }] : []),
    ...(meetNowhere(cluster.fields[check.when]) ? [{ cluster, about: 'when' as const }] : []),
  ])
  return { checked: measures.length, lacking, conflicts }
}

/** A measure has an indicator when what it serves, or anything above that, is measured by one. */
function indicatorsBy(kept: readonly Cluster[], { aim, indicator }: MeasureCheck, exercise: Exercise): (measure: Cluster) => boolean {
  if (!indicator || aim === undefined) return () => true
  const measured = new Set(kept.filter(({ kind }) => kind === indicator.kind).flatMap(({ fields }) => linksOf(fields[indicator.aim])))
  const byId = new Map(kept.map((cluster) => [cluster.id, cluster]))
  const isMeasured = (id: string, trail: ReadonlySet<string>): boolean => {
    const above = byId.get(id)
    if (measured.has(id) || !above || trail.has(id)) return measured.has(id)
    return linksOf(above.fields[parentField(above.kind, exercise)]).some((parent) => isMeasured(parent, new Set([...trail, id])))
  }
  return (measure) => linksOf(measure.fields[aim]).some((id) => isMeasured(id, new Set()))
}

function parentField(kind: string, { steps }: Exercise): string {
  for (const { canvas } of steps) if (canvas.type === 'tree' && canvas.kind === kind) return canvas.parent
  return ''
}

const linksOf = (field: MergedField | undefined): readonly string[] =>
  field?.type === 'links' ? field.links.map(({ cluster }) => cluster) : []

function isEmpty(field: MergedField | undefined): boolean {
  if (field?.type === 'counts') return field.counts.length === 0
  return field?.type !== 'periods' || field.periods.length === 0
}

/** What each group answered; own words are another answer than a term that is written so. */
function answersBy(field: MergedField | undefined): ReadonlyMap<string, ReadonlySet<string>> {
  const by = new Map<string, Set<string>>()
  if (field?.type === 'counts')
    for (const { code, own, groups } of field.counts)
      for (const group of groups) by.set(group, (by.get(group) ?? new Set()).add(`${own ? 'own' : 'code'} ${code}`))
  return by
}

/** True when two groups answered and share no answer. */
function haveNoneInCommon(answers: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const all = [...answers.values()]
  return all.some((one, index) => all.slice(index + 1).some((other) => ![...one].some((answer) => other.has(answer))))
}

function meetNowhere(field: MergedField | undefined): boolean {
  if (field?.type !== 'periods') return false
  const { periods } = field
  return periods.some((one) => periods.some((other) => one.group !== other.group && one.end < other.start))
}
