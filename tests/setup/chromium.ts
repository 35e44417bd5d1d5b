import { needPrograms } from './programs.ts'

/** Once before all tests: the real browser and the real office programs are there. */
export default function setup(): void {
  needPrograms()
}
