import { request } from 'node:http'

export interface BareAnswer {
  readonly status: number
  readonly body: string
}

const upgradeHeaders = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
}

/** What another site's page makes a browser send: exactly these headers and nothing of ours. Status 0 when hung up on. */
export function sendBare(
  port: number,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): Promise<BareAnswer> {
  return new Promise((resolve) => {
    const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const sent = request({ host: '127.0.0.1', port, method, path, agent: false, setHost: false, headers: { ...headers, ...length } })
    sent.on('response', (response) => {
      let said = ''
      response.on('data', (piece: Buffer) => (said += piece.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: said }))
    })
    sent.on('upgrade', (_response, socket) => {
      socket.destroy()
      resolve({ status: 101, body: '' })
    })
    sent.on('error', () => resolve({ status: 0, body: '' }))
    sent.end(body)
  })
}

/** The same for a WebSocket. */
export function upgradeBare(port: number, path: string, headers: Readonly<Record<string, string>>): Promise<BareAnswer> {
  return sendBare(port, 'GET', path, { ...upgradeHeaders, ...headers })
}
