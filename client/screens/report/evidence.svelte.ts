import type { Exercise } from '../../../shared/exercise/exercise.ts'
import type { Language } from '../../../shared/i18n/language.ts'
import { askedCount } from '../../../shared/merge/assembled.ts'
import type { Cluster, Merged } from '../../../shared/merge/cluster.ts'
import { clusterTitle } from '../../../shared/merge/in-words.ts'
import type { WorkDone } from '../../../shared/protocol/control.ts'
import { isRefusal, type Refusal } from '../../../shared/refusals.ts'
import { ask } from '../../connection/api.ts'

interface Told {
  readonly exercise: Exercise
  readonly merged: Merged
}
/** A merged entry that a recommendation can rest on. `key` is how the narrative names it. */
export interface Evidence {
  readonly key: string
  /** All that is merged in it. */
  readonly members: readonly string[]
  readonly title: string
  readonly count: number
  readonly groups: number
  readonly exercise: string
}

/** The merged entries of a session, fetched when somebody looks for evidence. Until all of them are here, what is missing may be there. */
export class EvidenceShelf {
  #told = $state.raw<readonly Told[]>([])
  #session = ''
  /** True when all of them are here. */
  whole = $state(false)
  loading = $state(false)
  /** Why not all of them are here; null while that is not known. */
  refused = $state.raw<Refusal | null>(null)

  async load(session: string): Promise<void> {
    this.#session = session
    this.loading = true
    this.whole = false
    this.refused = null
    const done = await ask<{ worked: readonly WorkDone[] }>('GET', `/rt/facilitator/worked/${session}`)
    const ids = isRefusal(done) ? [] : done.worked.flatMap(({ exercise, contributions }) => (contributions > 0 ? [exercise] : []))
    const answers = await Promise.all(ids.map((id) => this.#fetch(session, id)))
    this.#told = answers.flatMap((one) => (isRefusal(one) ? [] : one))
    this.refused = [done, ...answers].find((one) => isRefusal(one)) ?? null
    this.whole = this.refused === null
    this.loading = false
  }

  tryAgain(): void {
    void this.load(this.#session)
  }

  async #fetch(session: string, id: string): Promise<Told | Refusal> {
    const [exercise, answer] = await Promise.all([
      ask<Exercise>('GET', `/rt/facilitator/exercises/${session}/${id}`),
      ask<{ merged: Merged }>('GET', `/rt/facilitator/merged/${session}/${id}`),
    ])
    if (isRefusal(exercise)) return exercise
    return isRefusal(answer) ? answer : { exercise, merged: answer.merged }
  }

  /** True when all that was merged of it is here: an entry that is not found is no longer there. */
  isComplete(exercise: string): boolean {
    return this.whole || this.#told.some((one) => one.exercise.id === exercise)
  }

  /** What was worked on, whole: `key` is the exercise and a colon. */
  exercises(language: Language): Pick<Evidence, 'key' | 'title'>[] {
    return this.#told.map(({ exercise }) => ({ key: `${exercise.id}:`, title: exercise.title[language] }))
  }

  /** What most groups named first; `sought` is part of a title. */
  entries(language: Language, sought: string): Evidence[] {
    const words = sought.trim().toLocaleLowerCase()
    return this.#told
      .flatMap((told) =>
        told.merged.clusters.flatMap((cluster): Evidence[] => {
          const first = cluster.members[0]
          if (cluster.setAside || !first) return []
          const entry = evidenceOf(told, cluster, `${told.exercise.id}:${first.key}`, language)
          return entry.title.trim() === '' || !entry.title.toLocaleLowerCase().includes(words) ? [] : [entry]
        }),
      )
      .sort((a, b) => b.count - a.count)
  }

  /** The entry behind a recommendation, wherever the merge has put it by now. */
  find(key: string, language: Language): Evidence | null {
    const colon = key.indexOf(':')
    return this.behind(key.slice(0, colon), [key.slice(colon + 1)], language)[0] ?? null
  }

  /** The entries in which these contributions stand by now: more than one where somebody split it. */
  behind(exercise: string, keys: readonly string[], language: Language): Evidence[] {
    const told = this.#told.find((one) => one.exercise.id === exercise)
    const sought = new Set(keys)
    const found = told?.merged.clusters.filter(({ members }) => members.some(({ key }) => sought.has(key))) ?? []
    return found.map((cluster) => evidenceOf(told!, cluster, `${exercise}:${cluster.members.find(({ key }) => sought.has(key))!.key}`, language)) // prettier-ignore
  }
}

function evidenceOf({ exercise, merged }: Told, cluster: Cluster, key: string, language: Language): Evidence {
  return {
    key,
    members: cluster.members.map((one) => one.key),
    title: clusterTitle(cluster, exercise, language),
    count: cluster.groups.length,
    groups: askedCount(cluster, merged.groups.length),
    exercise: exercise.title[language],
  }
}
