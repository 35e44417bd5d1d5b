import { execFileSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isLong } from '../kit/size.ts'

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
/** The same browser without windows of its own: a page costs a third there, and sees no difference. */
const windowless = { path: '/usr/bin/chromium-headless-shell', program: 'chromium-headless-shell' }
const offices = [
  '/usr/bin/soffice',
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
  'C:\\Program Files\\LibreOffice\\program\\soffice.exe',
]
const converters = ['/usr/bin/pdftotext', '/opt/homebrew/bin/pdftotext', '/usr/local/bin/pdftotext']

/** The path of an installed browser of Chromium's family; empty when there is none. */
export const findBrowser = (): string => browsers.find((path) => path !== '' && existsSync(path)) ?? ''
/** For tests that look at pages alone: the browser without windows where there is one. The long run has the whole one. */
export const findPageBrowser = (): string =>
  !isLong && process.env['CHROMIUM'] === undefined && existsSync(windowless.path) ? windowless.path : findBrowser()
const findOffice = (): string => offices.find((path) => existsSync(path)) ?? ''
const findConverter = (): string => converters.find((path) => existsSync(path)) ?? ''

const mayInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
const lineFor = (programs: readonly string[]) => `apt-get update && apt-get install -y --no-install-recommends ${programs.join(' ')}`

function install(programs: readonly string[]): void {
  execFileSync('sh', ['-c', lineFor(programs)], { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
}

/** Installs what the tests need where that is possible (root on Debian), else says which line to run. Nothing is skipped. */
export function needPrograms(): void {
  const missing = [
    ...(findBrowser() === '' ? ['chromium'] : []),
    ...(findOffice() === '' ? ['libreoffice-writer'] : []),
    ...(findConverter() === '' ? ['poppler-utils'] : []),
  ]
  if (missing.length > 0 && !mayInstall())
    throw new Error(
      `The tests need ${missing.join(', ')}. On Debian run, as root: ${lineFor(missing)}. Elsewhere install them, or name a browser in CHROMIUM.`,
    )
  if (missing.length > 0) install(missing)
  if (findPageBrowser() === '/usr/bin/chromium' && !isLong && mayInstall()) tryInstalling(windowless.program, 'the tests take longer')
  if (!hasCalc() && mayInstall()) tryInstalling('libreoffice-calc', 'nobody tries to work out formulas in our workbooks')
}

/** LibreOffice comes in parts; the one for spreadsheets lies beside the program. */
const hasCalc = () => findOffice() !== offices[0] || existsSync(join(dirname(realpathSync(findOffice())), 'libsclo.so'))

/** What the suite can do without where a machine does not offer it; it says what that costs. */
function tryInstalling(program: string, without: string): void {
  try {
    install([program])
  } catch {
    process.stdout.write(`There is no ${program} here: ${without}.\n`)
  }
}
