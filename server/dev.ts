import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServer as createVite } from 'vite'
import { readConfig } from './config.ts'
import { makeDemo } from './demo.ts'
import { pages } from './http/pages.ts'
import { serve } from './serve.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

const reloadPath = '/vite'

/** What `npm run dev` runs: one process and one port, with hot reload and data that are forgotten. */
const config = { ...readConfig(process.argv.slice(2), process.env), dataDir: mkdtempSync(join(tmpdir(), 'roundtable-dev-')) }
const serving = await serve(config, {
  clientDir: null,
  clientUpgrades: reloadPath,
  exercisesDir: join(root, 'exercises'),
  onStorageBroke: (error) => {
    throw error
  },
  async addClient(app, http) {
    const vite = await createVite({
      root: join(root, 'client'),
      configFile: join(root, 'vite.config.ts'),
      appType: 'spa',
      server: { middlewareMode: true, hmr: { server: http, path: reloadPath } },
    })
    // Every screen is the one page; Vite finds it under `/`.
    app.use((request, _response, next) => {
      if ((pages as readonly string[]).includes(request.path)) request.url = '/'
      next()
    })
    app.use(vite.middlewares)
  },
})
const demo = await makeDemo(serving.openSessions, serving.storage, serving.exercises)
const own = `http://127.0.0.1:${serving.port}`
process.stdout.write(`Facilitator: ${serving.facilitatorLink()}\nTables:      ${own}/j#${demo.code}\n`)
