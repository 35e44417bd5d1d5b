import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const browsers = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]
const offices = [
  '/usr/bin/soffice',
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
  'C:\\Program Files\\LibreOffice\\program\\soffice.exe',
]
const converters = ['/usr/bin/pdftotext', '/opt/homebrew/bin/pdftotext', '/usr/local/bin/pdftotext']

/** The path of an installed browser of Chromium's family; empty when there is none. */
export const findBrowser = (): string => browsers.find((path) => path !== '' && existsSync(path)) ?? ''
const findOffice = (): string => offices.find((path) => existsSync(path)) ?? ''
const findConverter = (): string => converters.find((path) => existsSync(path)) ?? ''

/** Installs what the tests need where that is possible (root on Debian), else says which line to run. Nothing is skipped. */
export function needPrograms(): void {
  const missing = [
    ...(findBrowser() === '' ? ['chromium'] : []),
    ...(findOffice() === '' ? ['libreoffice-writer'] : []),
    ...(findConverter() === '' ? ['poppler-utils'] : []),
  ]
  if (missing.length === 0) return
  const line = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    throw new Error(
      `The tests need ${missing.join(', ')}. On Debian run, as root: ${line}. Elsewhere install them, or name a browser in CHROMIUM.`,
    )
  execFileSync('sh', ['-c', line], { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
}
