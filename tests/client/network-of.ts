import { vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Laptop } from '../server/kit/people.ts'

/** Sockets of one laptop, which can be cut off and let in again; boards that are made from here on use them. */
export function networkOf(laptop: Laptop) {
  const open = new Set<WebSocket>()
  const state = { isCut: false }
  vi.stubGlobal('location', new URL(laptop.base))
  vi.stubGlobal(
    'WebSocket',
    class extends WebSocket {
      constructor(url: string) {
        super(state.isCut ? 'ws://127.0.0.1:9' : url, { headers: { cookie: laptop.cookie, origin: laptop.base } })
        open.add(this)
      }
    },
  )
  return {
    cut() {
      state.isCut = true
      for (const socket of open) socket.terminate()
    },
    mend: () => void (state.isCut = false),
  }
}
