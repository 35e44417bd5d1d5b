import type { Card, Value } from '../fields/values.ts'
import type { Cluster, Merged } from '../merge/cluster.ts'
import type { Step } from './exercise.ts'

/** True for the step's own cards: of the canvas's kind, and with every choice that `where` names. */
export function isWithin(card: Card, { canvas, where = {} }: Step): boolean {
  return card.kind === canvas.kind && Object.entries(where).every(([field, code]) => codeOf(card.fields[field]) === code)
}

/** What people work on in a step: its own cards, and every card of another kind, which links and other canvases need. */
export function boardWithin(cards: readonly Card[], step: Step): readonly Card[] {
  return cards.filter((card) => card.kind !== step.canvas.kind || isWithin(card, step))
}

/** The choices with which a card is put down in a step. */
export function startWithin({ where = {} }: Step): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(where).map(([field, code]) => [field, { code }]))
}

/** A cluster stands in a step when any group put it there. */
export function clusterWithin(cluster: Cluster, step: Step): boolean {
  return cluster.members.some(({ card }) => isWithin(card, step))
}

/** The merged result as a step's canvas draws it: of its own kind only what stands in the step, of other kinds all. */
export function mergedWithin(merged: Merged, step: Step): Merged {
  return { ...merged, clusters: merged.clusters.filter((cluster) => cluster.kind !== step.canvas.kind || clusterWithin(cluster, step)) }
}

function codeOf(value: Value | undefined): string | null {
  return typeof value === 'object' && value !== null && 'code' in value ? value.code : null
}
