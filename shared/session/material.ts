import type { Exercise } from '../exercise/exercise.ts'
import type { Localized } from '../i18n/language.ts'
import { refuse, type Refusal } from '../refusals.ts'
import type { Command } from './commands.ts'
import type { AgendaItem, Session, StepRun } from './session.ts'

/** What one table is given for one step: words of the facilitator, and its part of an exercise that tables share out. */
export interface Material {
  /** Empty where the part says all. */
  readonly text: string
  /** A code of the vocabulary, or the id of a given; see `assemble` of the exercise. */
  readonly part?: string
}

export const longestMaterial = 1500

/** A part of an exercise that one table may be asked for, with its name: a term of a vocabulary, or something handed on. */
export interface Part {
  readonly id: string
  readonly name: Localized
}

/**
 * The parts of an exercise that its tables share out (`assemble`), in their order; none where all have the same task. Sensitive
 * terms that are off by default are no parts.
 */
export function partsOf({ kinds, assemble, vocabularies }: Exercise, { givens = [] }: Pick<AgendaItem, 'givens'>): readonly Part[] {
  const field = Object.values(kinds).flatMap(({ fields }) => (assemble === undefined ? [] : (fields[assemble] ?? [])))[0]
  const termsOf = (from: string) => vocabularies[from]?.terms ?? []
  if (field?.type === 'choice') return termsOf(field.from).flatMap(({ code, label, shelved }) => (shelved ? [] : { id: code, name: label }))
  const target = field?.type === 'link' ? kinds[field.to] : undefined
  const titled = target?.fields[target.titleField]
  return givens.flatMap(({ id, kind, title }): readonly Part[] => {
    if (kind !== target?.id) return []
    if ('own' in title) return [{ id, name: { en: title.own, ru: title.own } }]
    const label = titled?.type === 'choice' ? termsOf(titled.from).find(({ code }) => code === title.code)?.label : undefined
    return [{ id, name: label ?? { en: title.code, ru: title.code } }]
  })
}

/** Gives one table its own material for a step, in the place of what it had; nothing takes it away. Others see nothing of it. */
export function giveMaterial(session: Session, command: Extract<Command, { do: 'give-material' }>): Session | Refusal {
  const { step, group, text, part } = command
  if (!session.groups.some(({ id }) => id === group)) return refuse('unknown-group')
  if (!session.agenda.some((item) => item.steps.some(({ id }) => id === step))) return refuse('unknown-step')
  const own: Material | null = text === '' && part === null ? null : { text, ...(part === null ? {} : { part }) }
  const change = (run: StepRun): StepRun => (run.id === step ? withMaterial(run, group, own) : run)
  return { ...session, agenda: session.agenda.map((item) => ({ ...item, steps: item.steps.map(change) })) }
}

function withMaterial({ material = {}, ...run }: StepRun, group: string, own: Material | null): StepRun {
  const { [group]: _, ...others } = material
  const all = own ? { ...others, [group]: own } : others
  return Object.keys(all).length === 0 ? run : { ...run, material: all }
}
