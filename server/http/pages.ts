import type { Express } from 'express'
import expressStaticGzip from 'express-static-gzip'
import type { ServerResponse } from 'node:http'

/** The addresses of screens; all are the one page. */
export const pages = ['/', '/j', '/table', '/console', '/plenary', '/merge', '/report', '/check', '/cards'] as const

const hashed = /-[\w-]{8}\.(js|css)(\.gz)?$/

/** Files with a hash in their name never change; the browser asks whether others have, fonts for one. What is not named here is not kept. */
function keep(response: ServerResponse, path: string): void {
  response.setHeader('Cache-Control', hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
}

/**
 * Serves the built client, packed where the build has packed it: forty laptops come at once over one Wi-Fi. The page itself is always
 * asked for.
 */
export function addPages(app: Express, clientDir: string): void {
  app.get([...pages], (_request, response) => response.sendFile('index.html', { root: clientDir, cacheControl: false }))
  app.use(expressStaticGzip(clientDir, { index: false, serveStatic: { dotfiles: 'deny', redirect: false, setHeaders: keep } }))
}
