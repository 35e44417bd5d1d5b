import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What has browsers first, what only counts last: at the end every worker still has something to do. */
const folders = ['/tests/browser/', '/tests/server/'] as const

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => {
      const found = folders.findIndex((folder) => moduleId.includes(folder))
      return found < 0 ? folders.length : found
    }
    // Within a folder as the runner does it: what failed, what took long, what is large.
    return (await super.sort(files)).toSorted((one, other) => placeOf(one) - placeOf(other))
  }
}
