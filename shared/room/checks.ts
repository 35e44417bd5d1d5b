import type { TextKey } from '../i18n/catalogue.ts'
import type { CopyState } from '../protocol/control.ts'

/** What a second device found when it opened the address: told by its page, and its clock less the server's in ms. */
export interface DeviceReport {
  readonly at: number
  /** False when the page ran on the server's own machine: then nothing is known of the Wi-Fi. */
  readonly isElsewhere: boolean
  readonly sockets: boolean
  readonly polls: boolean
  readonly offset: number
}

/** What is known of the room's set-up. Null where it could not be read. */
export interface RoomFacts {
  readonly now: number
  readonly addresses: readonly string[]
  /** When the certificate ends; null without one. */
  readonly securedUntil: number | null
  readonly freeBytes: number | null
  /** Minutes without a touch after which this laptop sleeps on mains; 0 is never. */
  readonly sleepsAfter: number | null
  /** Null when no live copy is kept. */
  readonly copy: CopyState | null
  readonly devices: readonly DeviceReport[]
}

export type CheckName = 'addresses' | 'device' | 'sockets' | 'clock' | 'sleep' | 'disk' | 'secured' | 'copy'
/** `waiting` needs something from a person first. */
export type Light = 'good' | 'care' | 'bad' | 'waiting'

/** One line of the check: its light, the text and what fills it. */
export interface CheckLine {
  readonly name: CheckName
  readonly light: Light
  readonly text: TextKey
  readonly args: Readonly<Record<string, string | number>>
}

/** What the texts know that a check may find. */
type Found<Name extends CheckName> = TextKey extends infer Key ? (Key extends `check.${Name}_${infer Word}` ? Word : never) : never

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const gigabyte = 1e9
const clockMs = 2 * minuteMs
const copyMs = minuteMs
const meetingMinutes = 60

/** Judges the room's set-up: every line says by its words what to do. */
export function checkRoom(facts: RoomFacts): readonly CheckLine[] {
  const device = facts.devices.findLast((one) => one.isElsewhere)
  return [
    facts.addresses.length === 0
      ? line('addresses', 'bad', 'none')
      : line('addresses', 'good', 'found', { addresses: facts.addresses.join(', ') }),
    device ? line('device', 'good', 'came') : line('device', 'waiting', 'awaited'),
    socketsLine(device),
    clockLine(device),
    sleepLine(facts.sleepsAfter),
    diskLine(facts.freeBytes),
    securedLine(facts),
    copyLine(facts),
  ]
}

function line<Name extends CheckName>(name: Name, light: Light, found: Found<Name>, args: CheckLine['args'] = {}): CheckLine {
  return { name, light, text: `check.${name}_${found}` as TextKey, args }
}

function socketsLine(device: DeviceReport | undefined): CheckLine {
  if (!device) return line('sockets', 'waiting', 'awaited')
  if (device.sockets) return line('sockets', 'good', 'pass')
  return device.polls ? line('sockets', 'care', 'polls') : line('sockets', 'bad', 'nothing')
}

function clockLine(device: DeviceReport | undefined): CheckLine {
  if (!device) return line('clock', 'waiting', 'awaited')
  const apart = Math.abs(device.offset)
  return apart <= clockMs ? line('clock', 'good', 'agrees') : line('clock', 'care', 'differs', { minutes: Math.round(apart / minuteMs) })
}

function sleepLine(minutes: number | null): CheckLine {
  if (minutes === null) return line('sleep', 'care', 'unknown')
  if (minutes === 0) return line('sleep', 'good', 'never')
  return line('sleep', minutes < meetingMinutes ? 'bad' : 'care', 'after', { minutes })
}

function diskLine(bytes: number | null): CheckLine {
  if (bytes === null) return line('disk', 'care', 'unknown')
  const free = Math.round((bytes / gigabyte) * 10) / 10
  return bytes < gigabyte / 2
    ? line('disk', 'bad', 'little', { free })
    : line('disk', bytes < 2 * gigabyte ? 'care' : 'good', 'room', { free })
}

function securedLine({ securedUntil, now }: RoomFacts): CheckLine {
  if (securedUntil === null) return line('secured', 'care', 'plain')
  const days = Math.floor((securedUntil - now) / dayMs)
  if (days < 0) return line('secured', 'bad', 'over')
  return line('secured', days < 14 ? 'care' : 'good', 'until', { days })
}

/** How the live copy does: it must never be older than a minute. */
export function copyLine({ copy, now }: Pick<RoomFacts, 'copy' | 'now'>): CheckLine {
  if (!copy) return line('copy', 'care', 'none')
  if (copy.failed === 'other-copy') return line('copy', 'bad', 'other')
  if (copy.at === null) return copy.failed ? line('copy', 'bad', 'fails') : line('copy', 'waiting', 'begins')
  const seconds = Math.max(0, Math.round((now - copy.at) / 1000))
  if (copy.failed || now - copy.at > copyMs) return line('copy', 'bad', 'old', { minutes: Math.max(1, Math.round(seconds / 60)) })
  return line('copy', 'good', 'kept', { seconds })
}
