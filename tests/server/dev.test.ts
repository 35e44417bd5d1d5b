import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startChild } from '../kit/child.ts'

test('development serves the pages, hot reload and a demo session from one port', async () => {
  const dev = startChild('server/dev.ts', [], { PORT: '0', HOST: '127.0.0.1' })
  try {
    const lines: string[] = []
    createInterface(dev.stdout ?? Readable.from([])).on('line', (line) => lines.push(line))
    await expect.poll(() => lines.find((line) => line.startsWith('Tables:')), { timeout: 30_000 }).toBeDefined()
    const base = new URL(lines.find((line) => line.startsWith('Tables:'))?.split(/\s+/)[1] ?? '').origin
    expect((await fetch(`${base}/console`)).status).toBe(200)
    const client = await (await fetch(`${base}/@vite/client`)).text()
    const token = /wsToken = "([^"]+)"/.exec(client)?.[1] ?? ''
    const socket = new WebSocket(`${base.replace('http', 'ws')}/vite?token=${token}`, 'vite-hmr', { origin: base })
    const [first] = (await once(socket, 'message')) as [Buffer]
    expect(JSON.parse(first.toString())).toEqual({ type: 'connected' })
    socket.close()
  } finally {
    dev.kill()
  }
}, 60_000)
