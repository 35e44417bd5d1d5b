import type { Exercise } from '../../../shared/exercise/exercise.ts'
import type { Language } from '../../../shared/i18n/language.ts'
import type { Merged } from '../../../shared/merge/cluster.ts'
import { clusterTitle } from '../../../shared/merge/in-words.ts'
import type { WorkDone } from '../../../shared/protocol/control.ts'
import { isRefusal } from '../../../shared/refusals.ts'
import { ask } from '../../connection/api.ts'

interface Told {
  readonly exercise: Exercise
  readonly merged: Merged
}
/** A merged entry that a recommendation can rest on. `key` is how the narrative names it. */
export interface Evidence {
  readonly key: string
  readonly title: string
  readonly count: number
  readonly groups: number
  readonly exercise: string
}

/** The merged entries of a session, fetched when somebody looks for evidence. */
export class EvidenceShelf {
  #told = $state.raw<readonly Told[]>([])
  loading = $state(false)

  async load(session: string): Promise<void> {
    this.loading = true
    const done = await ask<{ worked: readonly WorkDone[] }>('GET', `/rt/facilitator/worked/${session}`)
    const ids = isRefusal(done) ? [] : done.worked.flatMap(({ exercise, contributions }) => (contributions > 0 ? [exercise] : []))
    const told = await Promise.all(ids.map((id) => this.#fetch(session, id)))
    this.#told = told.flatMap((one) => one ?? [])
    this.loading = false
  }

  async #fetch(session: string, id: string): Promise<Told | null> {
    const [exercise, answer] = await Promise.all([
      ask<Exercise>('GET', `/rt/facilitator/exercises/${session}/${id}`),
      ask<{ merged: Merged }>('GET', `/rt/facilitator/merged/${session}/${id}`),
    ])
    return isRefusal(exercise) || isRefusal(answer) ? null : { exercise, merged: answer.merged }
  }

  /** What was worked on, whole: `key` is the exercise and a colon. */
  exercises(language: Language): Pick<Evidence, 'key' | 'title'>[] {
    return this.#told.map(({ exercise }) => ({ key: `${exercise.id}:`, title: exercise.title[language] }))
  }

  /** What most groups named first; `sought` is part of a title. */
  entries(language: Language, sought: string): Evidence[] {
    const words = sought.trim().toLocaleLowerCase()
    return this.#told
      .flatMap(({ exercise, merged }) =>
        merged.clusters.flatMap((cluster): Evidence[] => {
          const title = clusterTitle(cluster, exercise, language)
          const first = cluster.members[0]
          if (cluster.setAside || !first || title.trim() === '' || !title.toLocaleLowerCase().includes(words)) return []
          const { length } = cluster.groups
          return [
            { key: `${exercise.id}:${first.key}`, title, count: length, groups: merged.groups.length, exercise: exercise.title[language] },
          ]
        }),
      )
      .sort((a, b) => b.count - a.count)
  }

  /** The entry behind a recommendation, wherever the merge has put it by now. */
  find(key: string, language: Language): Evidence | null {
    const colon = key.indexOf(':')
    const told = this.#told.find(({ exercise }) => exercise.id === key.slice(0, colon))
    const cluster = told?.merged.clusters.find(({ members }) => members.some((one) => one.key === key.slice(colon + 1)))
    if (!told || !cluster) return null
    const title = clusterTitle(cluster, told.exercise, language)
    return { key, title, count: cluster.groups.length, groups: told.merged.groups.length, exercise: told.exercise.title[language] }
  }
}
