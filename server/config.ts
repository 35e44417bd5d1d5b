import { isAbsolute, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** Everything that can be set; nothing is ever asked. Flags win over the environment. */
export interface Config {
  /** 0 lets the system choose. */
  readonly port: number
  readonly host: string
  readonly dataDir: string
  /** Further names that pages may be opened under, such as a name of the venue's DNS. */
  readonly hosts: readonly string[]
  /** After so many crashes within a minute the server is not started again. */
  readonly mostCrashes: number
  /** Certificate and key as PEM files: pages and channels are encrypted. Read again when the files change. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined
  /** Lets facilitators work from other laptops without encryption. */
  readonly allowPlainHttp?: boolean | undefined
  /** A folder, such as a USB stick, that gets a copy of all data again and again. */
  readonly copyTo?: string | undefined
  /** A folder with such a copy, brought into an empty data folder before the start. */
  readonly restore?: string | undefined
  /** Opens the facilitator's page in this machine's browser when the server is ready. */
  readonly open?: boolean | undefined
  /** True when a program waits for us: one line of JSON is printed when the server is ready. */
  readonly announceAsJson: boolean
}

/** Reads the settings; throws an Error whose message is a plain sentence when one makes no sense. */
export function readConfig(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Config {
  const flags = parseFlags(args)
  return {
    port: portFrom(flags.port ?? env['PORT'] ?? '8080'),
    host: flags.host ?? env['HOST'] ?? '0.0.0.0',
    dataDir: flags['data-dir'] ?? env['DATA_DIR'] ?? './data',
    hosts: (flags.hosts ?? env['HOSTS'] ?? '')
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== ''),
    mostCrashes: crashesFrom(flags['most-crashes'] ?? env['MOST_CRASHES'] ?? '5'),
    tls: tlsFrom(flags['tls-cert'] ?? env['TLS_CERT'], flags['tls-key'] ?? env['TLS_KEY']),
    allowPlainHttp: flags['allow-plain-http'] ?? env['ALLOW_PLAIN_HTTP'] === '1',
    copyTo: elsewhere(textFrom(flags['copy-to'] ?? env['COPY_TO']), flags['data-dir'] ?? env['DATA_DIR'] ?? './data'),
    restore: textFrom(flags.restore),
    open: flags.open ?? false,
    announceAsJson: env['ROUNDTABLE_READY'] === 'json',
  }
}

function parseFlags(args: readonly string[]) {
  const text = { type: 'string' } as const
  const options = {
    port: text,
    host: text,
    'data-dir': text,
    hosts: text,
    'most-crashes': text,
    'tls-cert': text,
    'tls-key': text,
    'allow-plain-http': { type: 'boolean' },
    'copy-to': text,
    restore: text,
    open: { type: 'boolean' },
  } as const
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw new Error(
      `${error instanceof Error ? error.message : 'Unknown flag'}. The flags are ${Object.keys(options)
        .map((name) => `--${name}`)
        .join(', ')}.`,
      { cause: error },
    )
  }
}

/** A copy within the data, or the other way round, would be written over what it copies. */
function elsewhere(copyTo: string | undefined, dataDir: string): string | undefined {
  if (copyTo === undefined) return undefined
  const isWithin = (inner: string, outer: string) => {
    const way = relative(resolve(outer), resolve(inner))
    // From one drive of Windows to another the way is absolute.
    return !way.startsWith('..') && !isAbsolute(way)
  }
  if (isWithin(copyTo, dataDir) || isWithin(dataDir, copyTo))
    throw new Error(`The copy must go to another folder than ${dataDir}, and neither may lie within the other.`)
  return copyTo
}

const textFrom = (text: string | undefined) => (text === '' ? undefined : text)

function tlsFrom(cert = '', key = ''): Config['tls'] {
  if (cert === '' && key === '') return undefined
  if (cert === '' || key === '') throw new Error('HTTPS needs both files: the certificate (--tls-cert) and its key (--tls-key).')
  return { cert, key }
}

function portFrom(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new Error(`The port must be a number from 0 to 65535, not "${text}".`)
  return port
}

function crashesFrom(text: string): number {
  const count = Number(text)
  if (!/^\d+$/.test(text) || count < 1) throw new Error(`The most crashes in a minute must be a number from 1 up, not "${text}".`)
  return count
}
