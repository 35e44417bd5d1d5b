import { spawn } from 'node:child_process'

/** Opens a page in this machine's browser; where that fails, the printed link is still there. */
export function openPage(url: string): void {
  const [program, ...args] =
    process.platform === 'win32' ? ['cmd', '/c', 'start', '', url] : process.platform === 'darwin' ? ['open', url] : ['xdg-open', url]
  spawn(program, args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
}
