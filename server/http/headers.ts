import type { RequestHandler } from 'express'
import type { IncomingMessage } from 'node:http'
import helmet from 'helmet'
import { isEncrypted } from '../safe.ts'
import { ownScripts } from './own-scripts.ts'

/**
 * What a page of ours may do: its own scripts, styles, fonts and pictures, and its own server. The socket's address is
 * named because some browsers do not count `ws:` as 'self'. Without a built client the relaxed policy of `npm run dev` holds. No HSTS and no upgrade: plain http is how a room works.
 *
 * `addresses` are surely this server's own, at which a page that loses one of them looks for it (`GET /rt/here`). So no request ever goes
 * to another host: these are the same server, as it has announced itself, and a page may ask none that it was not served with.
 */
export function pageHeaders(clientDir: string | null, addresses: () => readonly string[]): RequestHandler {
  const isDev = clientDir === null
  const relaxed = isDev ? ["'unsafe-inline'"] : []
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", ...(isDev ? relaxed : ownScripts(clientDir))],
        styleSrc: ["'self'", ...relaxed],
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", ...(isDev ? ['data:'] : [])],
        connectSrc: ["'self'", (request) => [ownSocket(request), ...othersThan(request, addresses())].join(' ')],
        frameSrc: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        ...(isDev ? {} : { requireTrustedTypesFor: ["'script'"], trustedTypes: ['svelte-trusted-html'] }),
      },
    },
    strictTransportSecurity: false,
    // Browsers ignore these two on plain http and say so in the console at every page.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  })
}

const ownSocket = (request: IncomingMessage) => `${isEncrypted(request) ? 'wss' : 'ws'}://${request.headers.host ?? ''}`

function othersThan({ headers }: IncomingMessage, addresses: readonly string[]): string[] {
  return addresses.filter((address) => new URL(address).host !== headers.host)
}

/** The preview of a report is a document of its own without any script; only our pages may frame it. */
export const reportPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
