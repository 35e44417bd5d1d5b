import { cardScenes } from './scenes/cards.ts'
import { checkScenes } from './scenes/check.ts'
import { consoleScenes } from './scenes/console.ts'
import { joinScenes } from './scenes/join.ts'
import { limitScenes } from './scenes/limits.ts'
import { mergeScenes } from './scenes/merge.ts'
import { plenaryScenes } from './scenes/plenary.ts'
import { reportScenes } from './scenes/report.ts'
import { sessionScenes } from './scenes/sessions.ts'
import { tableScenes } from './scenes/table.ts'
import type { Scene } from './scenes/scene.ts'

/** Every screen in every state that has to be looked at. */
export const scenes: readonly Scene[] = [
  ...joinScenes,
  ...tableScenes,
  ...checkScenes,
  ...consoleScenes,
  ...sessionScenes,
  ...cardScenes,
  ...limitScenes,
  ...mergeScenes,
  ...reportScenes,
  ...plenaryScenes,
]
