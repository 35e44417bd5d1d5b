import type { CanvasOf, CanvasSetting, Exercise } from '../exercise/exercise.ts'
import type { Card } from '../fields/values.ts'
import type { Language } from '../i18n/language.ts'
import type { Merged } from '../merge/cluster.ts'
import type { Figure } from '../report/figures/figure.ts'

/**
 * A canvas is a way to see and work on cards. One file of its name in `shared/canvases` (this), one view in
 * `client/canvases/<Name>.svelte` for work and one in `client/canvases/merged/` where the plenary has its own.
 */
export interface Canvas<Type extends CanvasSetting['type']> {
  readonly type: Type
  /** Field types that the setting's named fields must have; checked when an exercise is loaded. */
  needs(setting: CanvasOf<Type>): readonly { readonly field: string; readonly types: readonly string[] }[]
  /** How many of the cards are finished for this canvas: the step's own progress. */
  progress(cards: readonly Card[], setting: CanvasOf<Type>): { readonly finished: number; readonly of: number }
  /** A picture of the merged result, or null where a table says it better. `words` are the texts it needs. */
  figure(merged: Merged, setting: CanvasOf<Type>, exercise: Exercise, language: Language, look: 'light' | 'dark'): Figure | null
}
