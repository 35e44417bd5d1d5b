import { build } from 'vite'
import { needPrograms } from './programs.ts'

/** Once before all tests: the real browser and the real office programs are there, and the client is built as it is now. */
export default async function setup(): Promise<void> {
  needPrograms()
  await build({ logLevel: 'error' })
}
