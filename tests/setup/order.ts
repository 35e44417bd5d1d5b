import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** A worker lives on while the next file is of its project: all of one project, then all of the next. */
const projects = ['rooms', 'own', 'laws', 'timed'] as const
/** What has browsers first, what only counts last: at the end every worker still has something to do. */
const folders = ['/tests/browser/', '/tests/screens/', '/tests/server/', '/tests/contracts/'] as const

const placeIn = (list: readonly string[], holds: (one: string) => boolean) => {
  const found = list.findIndex(holds)
  return found < 0 ? list.length : found
}

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const places = ({ project, moduleId }: TestSpecification) =>
      placeIn(projects, (name) => name === project.name) * 10 + placeIn(folders, (folder) => moduleId.includes(folder))
    // Within a folder as the runner does it: what failed, what took long, what is large.
    return (await super.sort(files)).toSorted((one, other) => places(one) - places(other))
  }
}
