import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { connect as connectPlain } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { WebSocket } from 'ws'
import { afterAll, expect, test } from 'vitest'
import { serve, type Serving } from '../../server/serve.ts'
import { securedAddresses } from '../../server/tls.ts'
import { makeCertificate } from '../kit/certificate.ts'
import { sendBare } from './kit/bare.ts'
import { waitFor } from './kit/board-socket.ts'

const servers: Serving[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

async function start(tls?: { cert: string; key: string }): Promise<Serving> {
  const dataDir = mkdtempSync(join(tmpdir(), 'roundtable-tls-'))
  const config = { port: 0, host: '127.0.0.1', dataDir, hosts: [], mostCrashes: 5, announceAsJson: false, tls }
  const serving = await serve(config, { clientDir: null, onStorageBroke: () => undefined })
  servers.push(serving)
  return serving
}

/** Status and headers of a request over HTTPS that trusts this certificate alone. */
function askOver(port: number, cert: string): Promise<{ status: number; policy: string }> {
  return new Promise((resolve, reject) => {
    const asked = get({ host: 'localhost', port, path: '/rt/health', ca: readFileSync(cert), agent: false }, (answer) => {
      answer.resume()
      resolve({ status: answer.statusCode ?? 0, policy: String(answer.headers['content-security-policy']) })
    })
    asked.on('error', reject)
  })
}

function certificateAt(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().fingerprint256)
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

test('with a certificate, pages and sockets are served over HTTPS under its names, and plain HTTP stays open to this machine', async () => {
  const { cert, key } = makeCertificate(['localhost', 'room7.example.org'])
  const { port, addresses, facilitatorLink } = await start({ cert, key })
  const { status, policy } = await askOver(port, cert)
  expect(status).toBe(200)
  expect(policy).toContain(`wss://localhost:${port}`)
  expect(addresses).toContain(`https://room7.example.org:${port}`)
  const socket = new WebSocket(`wss://localhost:${port}/rt/seat/io/?EIO=4&transport=websocket`, {
    ca: readFileSync(cert),
    headers: { origin: `https://localhost:${port}` },
  })
  await new Promise((resolve, reject) => socket.once('message', resolve).once('error', reject))
  socket.terminate()
  expect(facilitatorLink()).toContain(`http://127.0.0.1:${port}/console#`)
  expect((await sendBare(port, 'GET', '/rt/health', { host: `127.0.0.1:${port}` })).status).toBe(200)
  // An origin of the other scheme is not ours.
  expect((await sendBare(port, 'GET', '/rt/health', { host: `127.0.0.1:${port}`, origin: `https://127.0.0.1:${port}` })).status).toBe(403)
})

test('over HTTP from elsewhere one is sent to the address of the certificate', () => {
  const facts = { names: ['*.example.org', 'other.example'], until: 0 }
  expect(securedAddresses(facts, ['room7.example.org', 'un.example'], 8443)).toEqual([
    'https://room7.example.org:8443',
    'https://other.example:8443',
  ])
})

test('a new certificate is taken over without a restart, and one that is broken leaves the old one', async () => {
  const { cert, key, dir } = makeCertificate(['localhost'])
  const { port } = await start({ cert, key })
  const before = await certificateAt(port)
  writeFileSync(cert, 'not a certificate')
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(await certificateAt(port)).toBe(before)
  const next = makeCertificate(['localhost'])
  cpSync(next.key, join(dir, 'key.pem'))
  cpSync(next.cert, join(dir, 'cert.pem'))
  expect(await waitFor(async () => (await certificateAt(port)) !== before, 25_000)).toBe(true)
  expect((await askOver(port, next.cert)).status).toBe(200)
})

test('files that cannot be used stop the start with a sentence', async () => {
  const { cert } = makeCertificate(['localhost'])
  const { key } = makeCertificate(['localhost'])
  await expect(start({ cert, key })).rejects.toThrow(/HTTPS cannot start with .* Both must be PEM files that belong together/)
})

test('control: without a certificate no TLS is spoken', async () => {
  const { port } = await start()
  await expect(certificateAt(port)).rejects.toThrow()
  expect(execFileSync('openssl', ['version']).toString()).toMatch(/SSL/)
})

test('a connection that says nothing, and a request that never ends, are not kept with a certificate either', async () => {
  const { cert, key } = makeCertificate(['localhost'])
  const { port } = await start({ cert, key })
  const silent = connectPlain({ host: '127.0.0.1', port })
  const slow = connect({ host: '127.0.0.1', port, rejectUnauthorized: false })
  slow.write('GET /rt/health HTTP/1.1\r\n')
  const writing = setInterval(() => slow.write('x'), 1000)
  const ended = [silent, slow].map(
    (socket) =>
      new Promise((resolve) =>
        socket
          .resume()
          .on('error', () => undefined)
          .once('close', resolve),
      ),
  )
  await Promise.all(ended)
  clearInterval(writing)
})
