import { isEvaluation } from '../exercise/evaluation.ts'
import { translator } from '../i18n/messages.ts'
import { keysIn } from '../merge/decisions.ts'
import { keyOf } from '../merge/merge.ts'
import type { Exercise } from '../exercise/exercise.ts'
import { attributionOf } from '../session/attribution.ts'
import { countDelegations, isEachOwn, sharedDelegation } from '../session/delegation.ts'
import type { Card } from '../fields/values.ts'
import type { Group, Session } from '../session/session.ts'
import type { BlindRound, BlindSheet } from '../session/blind-shapes.ts'
import type { Vote, VoteAnswer } from '../session/vote-shapes.ts'
import { hiddenIn, openFields, type Hidden } from './hidden.ts'
import { sections, type Narrative, type SectionName } from './narrative.ts'
import type { ReportInput } from './telling.ts'
import { isFor, type Variant } from './variants.ts'

/** What a variant of the report may be made of. `sayers` says who said a contribution, by its key, where that may be said. */
export interface Redacted extends ReportInput {
  readonly variant: Variant
  readonly sayers: ReadonlyMap<string, string>
  /** How many delegations were there; never which. */
  readonly delegations: number
}

/**
 * The one rule of redaction: what a variant hides is not in what it gives, so that no format can show it. People, presence, who
 * decided and who commented are in no variant; tables and delegations only as the rule of attribution says, and never in public.
 */
export function redact(input: ReportInput): Redacted {
  const variant = input.variant ?? 'participants'
  const hidden = hiddenIn(input, variant)
  const { writers: _, ...open } = input
  const { boards, exercises, session } = input
  const isOpen = (group: string, card: string) => !hidden.keys.has(keyOf(group, card))
  const left = exercises.filter(({ id }) => !hidden.exercises.has(id))
  const opened = left.map((exercise) => {
    const told = (boards[exercise.id] ?? []).map((board) => {
      const cards = board.cards.filter(({ id }) => isOpen(board.group, id))
      return { ...board, cards: variant === 'restricted' ? cards : cards.map((card) => openFields(card, exercise.kinds[card.kind])) }
    })
    return [exercise.id, told] as const
  })
  const kept = Object.fromEntries(opened)
  return {
    ...open,
    variant,
    exercises: left,
    boards: kept,
    session: redactSession(session, hidden, variant, exercises),
    narrative: input.narrative && redactNarrative(input.narrative, hidden, variant),
    sayers: variant === 'public' ? new Map() : sayersOf({ ...input, exercises: left, boards: kept }),
    delegations: countDelegations(session),
  }
}

/**
 * A table by its letter, a delegation by its name where all that a card says is its own; who may not be named is not in it. What
 * people think of the meeting is never said of anybody.
 */
function sayersOf({ session, exercises, boards, language, writers = {} }: ReportInput): Map<string, string> {
  const sayers = new Map<string, string>()
  if (session.attribution === undefined) return sayers
  const rule = attributionOf(session)
  const t = translator(language)
  const groups = new Map(session.groups.map((group) => [group.id, group]))
  // Where laptops of one table speak for several delegations, it matters who wrote.
  const delegationOf = (exercise: string, group: Group, { id, told }: Card): string => {
    if (!isEachOwn(session)) return group.delegation?.trim() ?? ''
    const seats = writers[exercise]?.[group.id]?.[id] ?? []
    return seats.every((seat) => rule(seat, told) === 'delegation') ? sharedDelegation(session, seats, group) : ''
  }
  for (const { id: exercise } of exercises.filter((one) => !isEvaluation(one))) {
    for (const { group: id, cards } of boards[exercise] ?? []) {
      const group = groups.get(id)
      for (const card of group ? cards : []) {
        const may = rule(id, card.told)
        const named = may === 'delegation' ? delegationOf(exercise, group!, card) : ''
        if (may !== 'none') sayers.set(keyOf(id, card.id), named || t('report.tableLetter', { letter: group!.letter }))
      }
    }
  }
  return sayers
}

function redactSession(session: Session, { exercises, keys, hides }: Hidden, variant: Variant, all: readonly Exercise[]): Session {
  const {
    lastSteer: _steer,
    messages: _said,
    consents: _consents,
    summons: _summons,
    attribution: _rule,
    spokeFor: _spoke,
    ...rest
  } = session
  const isTold = (exercise: string | undefined) => !exercises.has(exercise ?? session.agenda[0]?.exercise ?? '')
  const isPublic = variant === 'public'
  const comments = (session.comments ?? []).filter((one) => isTold(one.exercise) && !(one.card !== null && hides(one.exercise, keyOf(one.group, one.card)))) // prettier-ignore
  const agenda = session.agenda.filter(({ exercise }) => isTold(exercise))
  return {
    ...rest,
    lastSteer: null,
    groups: session.groups.map(({ id, from }) => ({ id, letter: '', name: '', ...(from === undefined ? {} : { from }) })),
    ...(session.sources ? { sources: session.sources.map((one) => (isPublic ? { ...one, title: '', place: '' } : one)) } : {}),
    seats: session.seats.map(({ delegation: _, ...seat }) => ({ ...seat, name: '', handRaised: null, done: [], joined: 0 })),
    agenda: agenda.map(({ restored: _, ...item }) => ({
      ...item,
      steps: item.steps.map((step) => ({ ...step, handedIn: step.handedIn.map((one) => ({ ...one, by: '' })) })),
      givens: (item.givens ?? []).filter(({ from }) => isTold(from.exercise) && (variant === 'restricted' || all.some(({ id }) => id === from.exercise)) && !hides(from.exercise, from.cluster)),
    })),
    ...(session.days ? { days: session.days.map((day) => ({ ...day, lines: day.lines.filter((line) => !line.exercise || isTold(line.exercise)) })) } : {}),
    decisions: session.decisions
      .filter((one) => isTold(one.exercise) && !(keysIn(one).length > 0 && keysIn(one).every((key) => keys.has(key))))
      .map((one) => ({ ...one, by: '', at: 0 })),
    ...(session.blind ? { blind: session.blind.map((round) => openRound(round, keys, variant === 'restricted' ? [] : all)) } : {}),
    ...(session.votes ? { votes: session.votes.filter((vote) => isTold(vote.exercise)).map((vote) => (variant === 'restricted' ? vote : openVote(vote, hides, all))) } : {}),
    comments: isPublic ? [] : comments.map((one) => ({ ...one, from: '', at: 0 })),
  } // prettier-ignore
}

/** What laptops answered alone, without the cards that are hidden and without fields that are confidential in an exercise with that step. */
function openRound(round: BlindRound, keys: ReadonlySet<string>, exercises: readonly Exercise[]): BlindRound {
  const rated = exercises.filter(({ steps }) => steps.some(({ id }) => id === round.step))
  const closed = new Set(rated.flatMap(({ kinds }) => Object.values(kinds)).flatMap(({ fields }) => Object.values(fields)).flatMap(({ id, confidential }) => (confidential ? [id] : []))) // prettier-ignore
  const open = (sheets: readonly BlindSheet[]) =>
    sheets.map((sheet) => ({ ...sheet, answers: sheet.answers.filter(({ card, field }) => !keys.has(keyOf(round.group, card)) && !closed.has(field)) })) // prettier-ignore
  return { ...round, sheets: open(round.sheets), ...(round.first ? { first: open(round.first) } : {}) }
}

/** A ballot calls entries what they were called then: what is closed now, or may have been and is gone, does not stand on it. */
function openVote(vote: Vote, hides: Hidden['hides'], exercises: readonly Exercise[]): Vote {
  const kinds = exercises.find(({ id }) => id === vote.exercise)?.kinds
  const items = vote.items.filter(({ cluster, kind }) => !hides(vote.exercise, cluster) && !kinds?.[kind]?.confidential)
  const isOpen = ({ item }: VoteAnswer) => items.some(({ cluster }) => cluster === item)
  return { ...vote, items, ballots: vote.ballots.map((ballot) => ({ ...ballot, answers: ballot.answers.filter(isOpen) })) }
}

/** A recommendation goes with the entry that it rests on: its words often say the entry's name. */
function redactNarrative(narrative: Narrative, { hides }: Hidden, variant: Variant): Narrative {
  const isPartFor = (name: SectionName) => isFor(narrative.audiences[name], variant)
  const isOpen = (evidence: string) => {
    const colon = evidence.indexOf(':')
    return colon < 0 || !hides(evidence.slice(0, colon), evidence.slice(colon + 1))
  }
  const written = Object.fromEntries(sections.map((name) => [name, isPartFor(name) ? narrative.sections[name] : { en: '', ru: '' }]))
  return {
    ...narrative,
    sections: written as Narrative['sections'],
    recommendations: isPartFor('conclusions')
      ? narrative.recommendations.filter(({ audience, evidence }) => isFor(audience, variant) && isOpen(evidence))
      : [],
  }
}
