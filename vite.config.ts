import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

/** Fonts keep their names, for the report's page asks for them too; their names say family, script and weight. */
const isFont = (name: string) => /\.woff2?$/.test(name)

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
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/setup/chromium.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes late on a busy machine.
    expect: { poll: { timeout: 10_000 } },
    pool: 'forks',
    // Half of a test is waiting: a third worker fills the time of two cores.
    maxWorkers: 3,
  },
})
