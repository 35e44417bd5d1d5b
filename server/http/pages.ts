import type { Express } from 'express'
import expressStaticGzip from 'express-static-gzip'
import type { ServerResponse } from 'node:http'

/** The addresses of screens; all are the one page. */
export const pages = ['/', '/j', '/table', '/console', '/plenary', '/merge', '/report', '/check', '/cards'] as const

const hashed = /-[\w-]{8}\.(js|css)(\.gz)?$/
/** The report's page asks for them by their names, so they carry no hash; they change once in years, and a page has a dozen. */
const font = /\.woff2?$/

/** Files with a hash in their name never change, fonts not within a week; of others the browser asks whether they have. What is not named here is not kept. */
function keep(response: ServerResponse, path: string): void {
  const kept = hashed.test(path) ? 'public, max-age=31536000, immutable' : font.test(path) ? 'public, max-age=604800' : 'no-cache'
  response.setHeader('Cache-Control', kept)
}

/**
 * Serves the built client, packed where the build has packed it: forty laptops come at once over one Wi-Fi. The page itself is always
 * asked for.
 */
export function addPages(app: Express, clientDir: string): void {
  app.get([...pages], (_request, response) => response.sendFile('index.html', { root: clientDir, cacheControl: false }))
  app.use(expressStaticGzip(clientDir, { index: false, serveStatic: { dotfiles: 'deny', redirect: false, setHeaders: keep } }))
}
