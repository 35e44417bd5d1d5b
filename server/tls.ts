import { X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import type { Server as HttpServer } from 'node:http'
import type { Socket } from 'node:net'
import { createSecureContext, createServer } from 'node:tls'
import { log } from './log.ts'

const lookMs = 10_000
/** What a TLS connection begins with. */
const handshake = 0x16
/** Who has not said so much by then is not waited for. */
const firstByteMs = 10_000

export interface Files {
  readonly cert: string
  readonly key: string
}

/** What a certificate says of itself. */
export interface CertificateFacts {
  readonly names: readonly string[]
  readonly until: number
}

/** HTTPS on the port of plain HTTP: each connection shows by its first byte which of the two it speaks. */
export interface Tls {
  readonly facts: CertificateFacts
  /** Takes a connection whose first bytes are still to be read. */
  readonly take: (socket: Socket) => void
  close(): void
}

/** Reads both files; throws a plain sentence when they cannot be used. */
export function readFiles({ cert, key }: Files): { readonly cert: Buffer; readonly key: Buffer; readonly facts: CertificateFacts } {
  try {
    const pem = { cert: readFileSync(cert), key: readFileSync(key) }
    createSecureContext(pem)
    return { ...pem, facts: factsOf(pem.cert) }
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    throw new Error(`HTTPS cannot start with ${cert} and ${key}: ${why}. Both must be PEM files that belong together.`, { cause: error })
  }
}

function factsOf(pem: Buffer): CertificateFacts {
  const { subjectAltName = '', validTo } = new X509Certificate(pem)
  const names = [...subjectAltName.matchAll(/(?:DNS|IP Address):([^,\s]+)/g)].map(([, name = '']) => name.toLowerCase())
  return { names, until: Date.parse(validTo) }
}

/** Where pages are opened over HTTPS: first the names that the operator has chosen and the certificate speaks for, then its own. */
export function securedAddresses({ names }: CertificateFacts, hosts: readonly string[], port: number): string[] {
  const speaksFor = (host: string) => names.includes(host) || names.includes(host.replace(/^[^.]+/, '*'))
  const all = new Set([...hosts.filter(speaksFor), ...names.filter((name) => !name.startsWith('*'))])
  return [...all].map((name) => `https://${name}${port === 443 ? '' : `:${port}`}`)
}

/** Puts TLS before the server. New files are taken over while it runs; bad ones are left and the old ones stay. */
export function serveTls(http: HttpServer, files: Files, changed: (facts: CertificateFacts) => void): Tls {
  let { facts, ...pem } = readFiles(files)
  const secure = createServer({ ...pem, minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'], handshakeTimeout: firstByteMs }, (socket) => {
    socket.on('error', () => socket.destroy())
    http.emit('connection', socket)
  })
  // It never listens itself, and only then does it look for requests that take too long.
  http.emit('listening')
  secure.on('tlsClientError', (_error, socket) => socket.destroy())
  let seen = signOf(files)
  const looking = setInterval(() => {
    if (signOf(files) === seen) return
    seen = signOf(files)
    try {
      ;({ facts, ...pem } = readFiles(files))
      secure.setSecureContext(pem)
      changed(facts)
    } catch (error) {
      log('warn', 'The new certificate cannot be used; the former one stays', { error })
    }
  }, lookMs)
  looking.unref()
  return {
    get facts() {
      return facts
    },
    take: (socket) => {
      socket.on('error', () => socket.destroy())
      socket.setTimeout(firstByteMs, () => socket.destroy())
      socket.once('data', (bytes) => {
        socket.setTimeout(0).removeAllListeners('timeout')
        socket.pause()
        socket.unshift(bytes)
        const target = (bytes as Buffer)[0] === handshake ? secure : http
        target.emit('connection', socket)
        process.nextTick(() => socket.resume())
      })
      socket.resume()
    },
    close() {
      clearInterval(looking)
    },
  }
}

function signOf({ cert, key }: Files): string {
  try {
    return [cert, key].map((file) => `${statSync(file).mtimeMs} ${statSync(file).size}`).join(' ')
  } catch {
    return 'away'
  }
}
