import { execFile } from 'node:child_process'

const patienceMs = 5000

/** Minutes until this laptop sleeps on mains, 0 for never, null when the system does not say. */
export async function sleepsAfter(platform = process.platform): Promise<number | null> {
  if (platform === 'darwin') return fromPmset(await said('pmset', ['-g']))
  if (platform === 'win32') return fromPowercfg(await said('powercfg', ['/query', 'SCHEME_CURRENT', 'SUB_SLEEP', 'STANDBYIDLE']))
  const settings = 'org.gnome.settings-daemon.plugins.power'
  const kind = await said('gsettings', ['get', settings, 'sleep-inactive-ac-type'])
  return fromGsettings(kind, await said('gsettings', ['get', settings, 'sleep-inactive-ac-timeout']))
}

/** The line ` sleep  10 (…)` of macOS, in minutes. */
export function fromPmset(text: string): number | null {
  const found = /^\s*sleep\s+(\d+)/m.exec(text)
  return found ? Number(found[1]) : null
}

/** The last but one hexadecimal number of Windows is the time on mains, in seconds; its label is in the language of the system. */
export function fromPowercfg(text: string): number | null {
  const seconds = [...text.matchAll(/0x([0-9a-f]{8})\s*$/gim)].at(-2)?.[1]
  return seconds === undefined ? null : Math.round(parseInt(seconds, 16) / 60)
}

/** GNOME says what it does and after how many seconds. */
export function fromGsettings(kind: string, timeout: string): number | null {
  if (/nothing/.test(kind)) return 0
  const seconds = /\d+/.exec(timeout)?.[0]
  return kind.trim() === '' || seconds === undefined ? null : Math.round(Number(seconds) / 60)
}

function said(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => execFile(program, [...args], { timeout: patienceMs }, (_error, out) => resolve(out)))
}
