import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { needPrograms } from './programs.ts'

/** Once before all tests: the real browser and the real office programs are there, and the client is built as it is now. */
export default async function setup(): Promise<void> {
  // Workers and servers find the modules that were compiled before, where `npm start` keeps them.
  process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('../../dist/compiled', import.meta.url))
  needPrograms()
  await build({ logLevel: 'error' })
}
