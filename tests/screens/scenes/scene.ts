import type { Locator, Page } from 'playwright-core'
import type { Rooms } from '../rooms.ts'

export const sizes = {
  laptop: { width: 1366, height: 768 },
  projector: { width: 1920, height: 1080 },
  phone: { width: 390, height: 844 },
} as const
export type Size = keyof typeof sizes
export type Room = Exclude<keyof Rooms, 'serving'>

/** One screen in one state that has to be looked at. */
export interface Scene {
  readonly name: string
  readonly hat: 'nobody' | 'facilitator' | 'plenary' | 'seat'
  /** Null where the screen belongs to no session. */
  readonly room: Room | null
  readonly path: string
  readonly sizes: readonly Size[]
  /** When the scene is taken: before any session exists, among full rooms, or after the server has gone. */
  readonly when?: 'no-sessions' | 'offline'
  /** Table of the seat, from 0. */
  readonly table?: number
  /** What the projector shows. */
  readonly shows?: 'join' | 'question' | 'merged' | 'board' | 'vote' | 'tables' | 'findings' | 'coverage' | 'blank'
  /** Which vote the projector shows. */
  readonly vote?: string
  /** Brings the page into its state; ends when the state is on the screen. */
  readonly until: (page: Page, rooms: Rooms | null) => Promise<void>
  /** The picture of README, taken in English at this size. */
  readonly readme?: Size
}

export const everywhere = ['laptop', 'projector', 'phone'] as const
export const small = ['laptop', 'phone'] as const
/** Cards in a list. */
export const rows = '.list > ol > li'
export const see = (selector: string) => (page: Page) => page.locator(selector).first().waitFor()
/** Presses that button; a console that is opened anew opens its window by itself, where it was left unsent. */
export const openOnce = (button: Locator): Promise<void> => button.click({ timeout: 4000 }).catch(() => undefined)
