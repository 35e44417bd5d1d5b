import type { Component } from 'svelte'
import type { CanvasSetting } from '../../shared/exercise/exercise.ts'
import type { TextKey } from '../../shared/i18n/messages.ts'
import Checklist from './Checklist.svelte'
import Columns from './Columns.svelte'
import Grid from './Grid.svelte'
import List from './List.svelte'
import Map from './Map.svelte'
import Matrix from './Matrix.svelte'
import Network from './Network.svelte'
import Statement from './Statement.svelte'
import Table from './Table.svelte'
import Tree from './Tree.svelte'
import Vote from './Vote.svelte'
import type { Work } from './work.ts'

/** How the table's screen arranges a canvas and its twin, the list. */
export interface CanvasView {
  readonly view: Component<{ work: Work; setting: never }>
  /** Where the list stands: beside the canvas with this width in px, or in its place by a switch. */
  readonly list: number | 'instead'
  /** Where new cards come from: a picker that stands open, one behind a button, or the canvas itself. */
  readonly picker: 'open' | 'button' | 'canvas'
  /** What the count of finished cards is called; it gets `finished` and `of`. */
  readonly progress: TextKey | null
}

/** Every canvas as people work on it. They are all loaded with the page: a step may open while the Wi-Fi is gone. */
export const views: { readonly [Type in CanvasSetting['type']]: CanvasView } = {
  list: { view: List, list: 'instead', picker: 'open', progress: null },
  columns: { view: Columns, list: 376, picker: 'open', progress: 'canvas.placedOf' },
  grid: { view: Grid, list: 480, picker: 'button', progress: 'canvas.ratedOf' },
  table: { view: Table, list: 'instead', picker: 'canvas', progress: 'canvas.filledOf' },
  statement: { view: Statement, list: 'instead', picker: 'canvas', progress: 'canvas.filledOf' },
  checklist: { view: Checklist, list: 'instead', picker: 'canvas', progress: 'canvas.answeredOf' },
  matrix: { view: Matrix, list: 376, picker: 'canvas', progress: 'canvas.filledOf' },
  tree: { view: Tree, list: 376, picker: 'canvas', progress: 'canvas.placedOf' },
  network: { view: Network, list: 376, picker: 'button', progress: 'canvas.linkedOf' },
  map: { view: Map, list: 376, picker: 'button', progress: 'canvas.placedOf' },
  vote: { view: Vote, list: 'instead', picker: 'canvas', progress: null },
}
