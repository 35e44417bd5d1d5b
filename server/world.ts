import { randomBytes } from 'node:crypto'
import { idFrom } from '../shared/ids.ts'
import { isZone } from '../shared/session/zone.ts'
import type { World } from './ports.ts'

export const realWorld: World = {
  now: Date.now,
  zone: () => {
    // A machine that is set to no zone names one in which no date can be told, or none.
    const name = new Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined
    return name !== undefined && isZone(name) ? name : 'UTC'
  },
  bytes: (count) => randomBytes(count),
}

/** 130 bits: nobody guesses it. */
export function newId(world: World): string {
  return idFrom(world.bytes(26))
}

/** No I, O, 0, 1: people read codes across a room. */
const codeLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Six characters that people type. */
export function newCode(world: World): string {
  return Array.from(world.bytes(6), (byte) => codeLetters[byte & 31]).join('')
}

/** What somebody typed, as it is compared: case, spaces and hyphens do not matter. */
export function plainCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').toUpperCase()
}
