import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder for data in which there can be no room left. */
export interface LittleRoom {
  readonly name: string
  readonly dir: string
  /** From now on next to nothing can be written there. */
  fill(): void
  free(): void
  close(): void
}

const MiB = 1_048_576

/** Every way to have little room that this machine allows; at least one, without being root. */
export function littleRooms(): LittleRoom[] {
  const disk = fullDisk()
  return disk ? [smallFiles(), disk] : [smallFiles()]
}

/** This process may not make a file longer: the system refuses with EFBIG, as a quota does. */
function smallFiles(): LittleRoom {
  const dir = mkdtempSync(join(tmpdir(), 'roundtable-room-'))
  const allow = (bytes: string) => void execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`])
  return {
    name: 'files may not grow (EFBIG)',
    dir,
    fill: () => allow('4096'),
    free: () => allow('unlimited'),
    close: () => rmSync(dir, { recursive: true, force: true }),
  }
}

/** A disk of 16 MB and a ballast on it (ENOSPC); null where this user may not mount one. */
function fullDisk(): LittleRoom | null {
  const dir = mkdtempSync(join(tmpdir(), 'roundtable-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', dir], { stdio: 'ignore' })
  } catch {
    rmSync(dir, { recursive: true })
    return null
  }
  const ballast = join(dir, 'ballast')
  return {
    name: 'the disk is full (ENOSPC)',
    dir,
    fill() {
      for (let piece = MiB; piece >= 4096; piece /= 2) grow(ballast, piece)
    },
    free: () => rmSync(ballast),
    close() {
      execFileSync('umount', ['--lazy', dir])
      rmSync(dir, { recursive: true })
    },
  }
}

function grow(path: string, bytes: number): void {
  try {
    for (;;) writeFileSync(path, Buffer.alloc(bytes), { flag: 'a' })
  } catch {
    // No room for a piece of this size: smaller ones follow.
  }
}
