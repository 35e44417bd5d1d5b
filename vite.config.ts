import { svelte } from '@sveltejs/vite-plugin-svelte'
import { compression } from 'vite-plugin-compression2'
import { defineConfig } from 'vitest/config'
import LongestFirst from './tests/setup/order.ts'

/** Fonts keep their names, for the report's page asks for them too; their names say family, script and weight. */
const isFont = (name: string) => /\.woff2?$/.test(name)

/** Tests without a server and a browser. */
const laws = ['tests/shared/**/*.test.ts', 'tests/contracts/**/*.test.ts']
/** Tests that measure or change the process they run in: each has one of its own. */
const own = [
  ...['a2', 'd4', 'i7', 'o3'].map((row) => `tests/server/rows/${row}.test.ts`),
  ...['activity', 'edit-log*', 'full-disk', 'kept-sources', 'open-sessions', 'room'].map((name) => `tests/server/${name}.test.ts`),
  'tests/client/*.test.ts',
]

/** Tests whose row names a time that people wait: on two busy cores they would measure the other tests. They come last, three at a time, and wait most of theirs. */
const timed = ['clocks', 'new-address', 'laptops', 'crash', 'blocked-sockets', 'cuts'].map((name) => `tests/browser/${name}.test.ts`)

const globalSetup = ['tests/setup/compiled.ts', 'tests/setup/chromium.ts']

/** Builds the client alone: the server runs as TypeScript by Node itself. Tests run here too. */
export default defineConfig({
  root: 'client',
  // Beside each file a packed one: over plain HTTP browsers take gzip alone.
  plugins: [svelte(), compression({ algorithms: ['gzip'], include: /\.(js|css|svg|html)$/, threshold: 1000 })],
  resolve: { dedupe: ['yjs'] },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { assetFileNames: ({ names }) => `assets/${isFont(names[0] ?? '') ? '[name]' : '[name]-[hash]'}[extname]` },
    },
  },
  test: {
    root: '.',
    projects: [
      { extends: true, test: { name: 'rooms', include: ['tests/**/*.test.ts'], exclude: [...laws, ...own, ...timed], globalSetup } },
      { extends: true, test: { name: 'timed', include: timed, globalSetup, maxWorkers: 3, sequence: { groupOrder: 1 } } },
      { extends: true, test: { name: 'own', include: own, isolate: true, globalSetup } },
      // Functions and documents alone need no built client.
      { extends: true, test: { name: 'laws', include: laws, globalSetup: globalSetup.slice(0, 1) } },
    ],
    // The files of a worker share what is loaded, and what the engine has learnt of it: that was a good part of the run.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Nothing is measured by it: a slow machine needs 50 s for the longest walk.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is waited for comes late on a busy machine.
    expect: { poll: { timeout: 10_000 } },
    pool: 'forks',
    // More than half of a test is waiting: two more workers fill the time of two cores.
    maxWorkers: 4,
  },
})
