import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import LongestFirst from './tests/setup/order.ts'

/** Fonts keep their names, for the report's page asks for them too; their names say family, script and weight. */
const isFont = (name: string) => /\.woff2?$/.test(name)

/** Tests without a server and a browser. */
const alone = ['tests/shared/**/*.test.ts', 'tests/contracts/**/*.test.ts']

/** Builds the client alone: the server runs as TypeScript by Node itself. Tests run here too. */
export default defineConfig({
  root: 'client',
  plugins: [svelte()],
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
      {
        extends: true,
        test: { name: 'rooms', include: ['tests/**/*.test.ts'], exclude: alone, globalSetup: ['tests/setup/chromium.ts'] },
      },
      // Functions and documents alone: they share what is loaded, and need no built client.
      { extends: true, test: { name: 'laws', include: alone, isolate: false } },
    ],
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes late on a busy machine.
    expect: { poll: { timeout: 10_000 } },
    pool: 'forks',
    // More than half of a test is waiting: two more workers fill the time of two cores.
    maxWorkers: 4,
  },
})
