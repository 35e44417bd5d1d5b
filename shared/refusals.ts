/**
 * Every "no" that the product can say. Each code has a sentence in every language (`shared/i18n/<language>/refusals.ts`)
 * which says what happened and what to do; `details` fills its placeholders.
 */
export const refusalCodes = [
  'unknown-code',
  'table-code-needed',
  'other-table',
  'too-many-tries',
  'not-signed-in',
  'link-used',
  'cannot-move',
  'already-seated',
  'not-allowed',
  'not-understood',
  'too-large',
  'zip-too-large',
  'boundaries-too-large',
  'boundaries-gone',
  'boundaries-elsewhere',
  'not-an-archive',
  'archive-too-new',
  'archive-changed',
  'archive-wrong',
  'archive-too-heavy',
  'archive-too-large',
  'session-is-here',
  'other-title',
  'keep-date-over',
  'template-too-large',
  'template-not-word',
  'template-old',
  'template-macros',
  'template-damaged',
  'template-narrow',
  'too-few-sessions',
  'session-twice',
  'regional-in-regional',
  'same-tables',
  'no-common-exercise',
  'exercise-missing',
  'exercise-differs',
  'unknown-session',
  'unknown-exercise',
  'broken-exercise',
  'same-steps',
  'exercise-there',
  'exercise-used',
  'last-exercise',
  'too-many-exercises',
  'unknown-group',
  'unknown-seat',
  'unknown-step',
  'unknown-decision',
  'unknown-version',
  'not-restored',
  'step-not-open',
  'already-handed-in',
  'not-handed-in',
  'not-blind',
  'already-alone',
  'not-alone',
  'already-revealed',
  'not-all-rated',
  'not-revealed',
  'unknown-vote',
  'vote-open',
  'vote-closed',
  'too-many-votes',
  'too-many-dots',
  'not-asked',
  'board-not-agreed',
  'walk-not-open',
  'own-board',
  'too-many-comments',
  'no-room-for-comments',
  'unknown-comment',
  'unknown-message',
  'cannot-undo-open',
  'cannot-undo-close',
  'step-twice',
  'name-needed',
  'somebody-was-faster',
  'too-many-groups',
  'nothing-to-join',
  'cannot-save',
  'client-too-old',
  'foreign-origin',
  'plain-http',
  'not-connected',
  'something-broke',
] as const

export type RefusalCode = (typeof refusalCodes)[number]

export interface Refusal {
  readonly refused: RefusalCode
  readonly details: Readonly<Record<string, string | number>>
}

export function refuse(refused: RefusalCode, details: Refusal['details'] = {}): Refusal {
  return { refused, details }
}

export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && 'refused' in answer
}
