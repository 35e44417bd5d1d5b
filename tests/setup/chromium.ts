import { build } from 'vite'
import { needPrograms } from './programs.ts'

/** Set once it is done: more than one project of the tests asks for it. */
const done = 'ROUNDTABLE_TESTS_READY'

/** Once before all tests: the real browser and the real office programs are there, and the client is built as it is now. */
export default async function setup(): Promise<void> {
  if (process.env[done] !== undefined) return
  process.env[done] = 'yes'
  needPrograms()
  await build({ logLevel: 'error' })
}
