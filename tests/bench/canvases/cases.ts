import type { Exercise } from '../../../shared/exercise/exercise.ts'
import type { CanvasSetting } from '../../../shared/exercise/exercise.ts'
import {
  dragCard,
  dragNode,
  panMap,
  rateByKeys,
  scroll,
  scrollSlowly,
  giveDots,
  reorder,
  answer,
  arrange,
  type Gesture,
} from './gestures.ts'

/** One canvas as people work on it: where it is found, what stands on it, what is done on it, and where words are written. */
export interface Case {
  readonly name: string
  readonly canvas: CanvasSetting['type']
  readonly exercise: string
  readonly step: string
  /** How many cards of each kind, the canvas's own kind or kinds together `count`; what others link to comes first. */
  readonly kinds: (count: number) => readonly (readonly [kind: string, count: number])[]
  /** One of these is there for each of the canvas's own cards, or for each that is in the window. */
  readonly drawn: string
  readonly windowed?: true
  readonly gesture: Gesture
  /** What is pressed to have a field open, if it must be opened first; and the field. */
  readonly opens: string | null
  readonly field: string
}

const row = '.list .row'
const inList = '.list li.open textarea'

/** The vote twice, for its two ways are two views. */
const canvases: readonly Case[] = [
  {
    name: 'list',
    canvas: 'list',
    exercise: 'priorities',
    step: 'priorities-collect',
    kinds: (count) => [['item', count]],
    drawn: '.list li',
    windowed: true,
    gesture: reorder,
    opens: row,
    field: inList,
  },
  {
    name: 'columns',
    canvas: 'columns',
    exercise: 'swot',
    step: 'swot-collect',
    kinds: (count) => [['point', count]],
    drawn: '.canvas .card',
    gesture: dragCard('.canvas .column .card', '.canvas .column'),
    opens: row,
    field: inList,
  },
  {
    name: 'grid',
    canvas: 'grid',
    exercise: 'stakeholders',
    step: 'stakeholders-place',
    kinds: (count) => [['stakeholder', count]],
    drawn: '.canvas .chip',
    gesture: rateByKeys,
    opens: row,
    field: inList,
  },
  {
    name: 'table',
    canvas: 'table',
    exercise: 'strategy-building',
    step: 'plan-actions',
    kinds: (count) => [['aim', 20], ['action', count]],
    drawn: '.sheet .row',
    gesture: scroll('.sheet'),
    opens: '.sheet .row .cell.title',
    field: '.sheet .editor textarea',
  },
  {
    name: 'statement',
    canvas: 'statement',
    exercise: 'crime-mapping',
    step: 'crime-messages',
    kinds: (count) => [['message', count]],
    drawn: '.canvas article',
    gesture: scroll('.canvas > .canvas'),
    opens: '.canvas article .control',
    field: '.canvas article textarea',
  },
  {
    name: 'checklist',
    canvas: 'checklist',
    exercise: 'strategy-building',
    step: 'plan-check',
    kinds: (count) => [['check', count]],
    drawn: '.canvas li[data-card]',
    gesture: answer,
    opens: null,
    field: '.canvas li[data-card] textarea',
  },
  {
    name: 'matrix',
    canvas: 'matrix',
    exercise: 'response-mapping',
    step: 'resp-strength',
    kinds: (count) => [['threat', 10], ['response', count]],
    drawn: '.canvas .card',
    gesture: dragCard('.canvas .cell .card', '.canvas .cell'),
    opens: row,
    field: inList,
  },
  {
    name: 'tree',
    canvas: 'tree',
    exercise: 'problem-tree',
    step: 'problem-draw',
    kinds: (count) => [['problem', count]],
    drawn: '.canvas .box',
    gesture: dragCard('.canvas .box', '.canvas .box'),
    opens: row,
    field: inList,
  },
  {
    name: 'network',
    canvas: 'network',
    exercise: 'actors-network',
    step: 'actors-connections',
    kinds: (count) => [['actor', count], ['relation', count / 2]],
    drawn: '.network .node',
    windowed: true,
    gesture: dragNode,
    opens: row,
    field: inList,
  },
  {
    name: 'network, arrange',
    canvas: 'network',
    exercise: 'actors-network',
    step: 'actors-connections',
    kinds: (count) => [
      ['actor', count],
      ['relation', count / 2],
    ],
    drawn: '.network .node',
    windowed: true,
    gesture: arrange,
    opens: row,
    field: inList,
  },
  {
    name: 'map',
    canvas: 'map',
    exercise: 'routes',
    step: 'routes-map',
    kinds: (count) => [['market', 7], ['route', count / 2], ['hotspot', count / 2]],
    drawn: '.map .layer [data-card]',
    windowed: true,
    gesture: panMap,
    opens: row,
    field: inList,
  },
  {
    name: 'vote, dots',
    canvas: 'vote',
    exercise: 'priorities',
    step: 'priorities-dots',
    kinds: (count) => [['item', count]],
    drawn: '.vote li[data-card]',
    gesture: giveDots,
    opens: null,
    field: '.vote form input',
  },
  {
    name: 'vote, rank',
    canvas: 'vote',
    exercise: 'priorities',
    step: 'priorities-rank',
    kinds: (count) => [['item', count]],
    drawn: '.vote li[data-card]',
    gesture: dragCard('.vote ol li[data-card]', '.vote ol li[data-card]'),
    opens: null,
    field: '.vote form input',
  },
] // prettier-ignore

/** What scrolls where there are more rows than the window holds. */
const scrolled: Readonly<Record<string, string>> = {
  list: '.list ol',
  table: '.sheet',
  statement: '.canvas > .canvas',
  checklist: '.canvas > .canvas',
  'vote, dots': '.vote ol',
}

/** All canvases, and those made of rows once more for one who reads: while rows fly past, little of them is drawn. */
export const cases: readonly Case[] = [
  ...canvases,
  ...canvases.flatMap((one) => {
    const what = scrolled[one.name]
    return what === undefined ? [] : { ...one, name: `${one.name}, slowly`, gesture: scrollSlowly(what) }
  }),
]

export const stepOf = (exercise: Exercise, { step }: Case) => exercise.steps.find((one) => one.id === step)!
