import type { CanvasOf, CanvasSetting, Exercise } from '../exercise/exercise.ts'
import type { Card } from '../fields/values.ts'
import type { Language } from '../i18n/language.ts'
import type { Merged } from '../merge/cluster.ts'
import type { Figure } from '../report/figures/figure.ts'

/** A field that a setting names, with the kind that must have it and the types that it may be of. */
export interface Need {
  readonly kind: string
  readonly field: string
  readonly types: readonly string[]
}

/** The merged result of a step, and whom it is shown to. */
export interface Scene<Type extends CanvasSetting['type']> {
  /** What stands in the step, and every cluster of other kinds. */
  readonly merged: Merged
  readonly setting: CanvasOf<Type>
  /** The fields that the step asks for. */
  readonly fill: readonly string[]
  readonly exercise: Exercise
  readonly language: Language
  /** The letter of each group, in the order of the letters. */
  readonly letters: ReadonlyMap<string, string>
  /** What else is told beside a cluster, by its id: what the room gave to it in a vote. */
  readonly beside?: ReadonlyMap<string, string>
  /** What the facilitator narrowed the view to, of what `narrowingsOf` offers. */
  readonly only?: string
}

/**
 * A canvas is a way to see and work on cards. One file of its name in `shared/canvases` (this), one view of its
 * name in `client/canvases` for work.
 */
export interface Canvas<Type extends CanvasSetting['type']> {
  readonly type: Type
  /** Every field that the setting names; checked when an exercise is loaded. */
  needs(setting: CanvasOf<Type>): readonly Need[]
  /** Kinds beside the setting's own whose cards stand on the canvas. */
  otherKinds(setting: CanvasOf<Type>): readonly string[]
  /** How many of the cards are finished for this canvas: the step's own progress. `fill` are the fields that the step asks for. */
  progress(cards: readonly Card[], setting: CanvasOf<Type>, fill?: readonly string[]): { readonly finished: number; readonly of: number }
  /**
   * A picture of the merged result, or null where a table says it better. `light` is for paper, `dark` for the
   * projector, where no text is under 28 px and the picture never larger than `wall`.
   */
  figure(merged: Merged, setting: CanvasOf<Type>, exercise: Exercise, language: Language, look: 'light' | 'dark'): Figure | null
  /**
   * The merged view for the plenary, page after page, what most groups said first; every page is as large as `wall`.
   * Each cluster of the canvas stands on one of them, or its page says how many are left out. None where there is nothing.
   */
  wall(scene: Scene<Type>): readonly Figure[]
}
