import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'

test('development serves the pages, hot reload and a demo session from one port', async () => {
  const env = { ...process.env, PORT: '0', HOST: '127.0.0.1' }
  const dev = spawn(process.execPath, ['server/dev.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const lines: string[] = []
    createInterface(dev.stdout).on('line', (line) => lines.push(line))
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
