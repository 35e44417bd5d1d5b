import { Resvg } from '@resvg/resvg-js'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import { fontFiles } from '../../server/report/fonts.ts'
import { canvases, wallOf } from '../../shared/canvases/catalogue.ts'
import { wall } from '../../shared/canvases/parts/wall.ts'
import type { Exercise, Step } from '../../shared/exercise/exercise.ts'
import { mergedWithin } from '../../shared/exercise/within.ts'
import { readField } from '../../shared/fields/catalogue.ts'
import type { Card } from '../../shared/fields/values.ts'
import type { Language } from '../../shared/i18n/language.ts'
import { translator } from '../../shared/i18n/messages.ts'
import type { Cluster, GroupCards, Merged } from '../../shared/merge/cluster.ts'
import { clusterTitle } from '../../shared/merge/in-words.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import type { Figure } from '../../shared/report/figures/figure.ts'
import { toSvg } from '../../shared/report/figures/to-svg.ts'

/** Laws of the merged view of every canvas: the plenary sees all that was said, or how much it does not see. */
let steps: { readonly exercise: Exercise; readonly step: Step }[]
beforeAll(async () => {
  const { exercises } = await loadExercises('exercises')
  const all = exercises.flatMap((exercise) => exercise.steps.map((step) => ({ exercise, step })))
  const twins = all.map(({ exercise, step }) => ({
    exercise,
    step: { ...step, canvas: { type: 'list' as const, kind: step.canvas.kind } },
  }))
  steps = [...all, ...twins]
})

const letters = new Map([...'abcdefghijkl'].map((group) => [group, group.toUpperCase()]))

function sampleOf(exercise: Exercise): GroupCards[] {
  return exercise.sample.map(({ cards }, place) => ({
    group: [...letters.keys()][place]!,
    cards: cards.map((card, index): Card => {
      const fields = Object.values(exercise.kinds[card.kind]!.fields).map((field) => [field.id, readField(card.fields[field.id], field)])
      return { id: card.id ?? `${place}-${index}`, kind: card.kind, order: index, fields: Object.fromEntries(fields) as Card['fields'] }
    }),
  }))
}

/** The same work in twelve groups, and every card of the canvas six times over with a name of its own: far more than a page holds. */
function crowdOf(exercise: Exercise, { canvas }: Step): GroupCards[] {
  const sample = sampleOf(exercise)
  return [...letters.keys()].map((group, place) => {
    const { cards } = sample[place % sample.length]!
    const title = exercise.kinds[canvas.kind]!.fields[exercise.kinds[canvas.kind]!.titleField]!
    const more = cards.flatMap((card) =>
      card.kind !== canvas.kind
        ? []
        : [1, 2, 3, 4, 5, 6].map((copy) => {
            const words = `${place * 10 + copy} ${'и чем дальше, тем длиннее '.repeat(copy % 4)}${card.id}`
            const value = title.type === 'choice' && title.own ? { own: words } : title.type === 'line' || title.type === 'text' ? words : null // prettier-ignore
            return value === null ? null : { ...card, id: `${card.id}-${copy}`, fields: { ...card.fields, [title.id]: value } }
          }),
    )
    return { group, cards: [...cards, ...more.filter((card) => card !== null)] }
  })
}

/** What a canvas shows: clusters of its own kind, of a matrix those that are its rows, of a map also its further kinds. */
function subjectsOf(merged: Merged, exercise: Exercise, step: Step): Cluster[] {
  const { canvas } = step
  const rows = canvas.type === 'matrix' ? exercise.kinds[canvas.kind]?.fields[canvas.rows] : undefined
  const kinds = rows?.type === 'link' ? [rows.to] : canvas.type === 'map' ? [canvas.kind, ...canvas.also] : [canvas.kind]
  return mergedWithin(merged, step).clusters.filter((cluster) => kinds.includes(cluster.kind) && !cluster.setAside)
}

const textsOf = (figure: Figure) => figure.shapes.flatMap((shape) => (shape.is === 'text' ? [shape] : []))
/** Letters and digits alone: lines break, and ends are cut. */
const plain = (words: string) => words.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()

/** Clusters whose names do not begin anywhere on the pages. */
function unseen(pages: readonly Figure[], clusters: readonly Cluster[], exercise: Exercise, language: Language): Cluster[] {
  const seen = plain(pages.flatMap(textsOf).map(({ text }) => text).join('')) // prettier-ignore
  return clusters.filter((cluster) => !seen.includes(plain(clusterTitle(cluster, exercise, language)).slice(0, 6)))
}

/** The sentences in which a canvas says how many it leaves out. */
const sayings = ['onTree.more', 'onVote.figureMore', 'onMap.figureMore', 'onNetwork.figureMore', 'onMatrix.moreRows'] as const
function saysLeftOut(pages: readonly Figure[], count: number, language: Language): boolean {
  const said = plain(pages.flatMap(textsOf).map(({ text }) => text).join('')) // prettier-ignore
  return sayings.some((key) => said.includes(plain(translator(language)(key, { count, more: count }))))
}

const scenes = (name: string) =>
  steps
    .filter(({ step }) => step.canvas.type === name)
    .flatMap(({ exercise, step }) =>
      [sampleOf(exercise), crowdOf(exercise, step)].flatMap((groups) => {
        const merged = mergeGroups(groups, exercise, [])
        return (['en', 'ru'] as const).map((language) => ({
          ...{ exercise, step, merged, language },
          where: `${exercise.id} ${step.id}, ${groups.length} groups, ${language}`,
          pages: wallOf(merged, step, exercise, language, letters),
        }))
      }),
    )

describe.each(Object.keys(canvases))('the merged view of the canvas %s', (name) => {
  test('shows every cluster, or says how many it leaves out', () => {
    for (const { exercise, step, merged, language, pages, where } of scenes(name)) {
      const subjects = subjectsOf(merged, exercise, step)
      const missing = unseen(pages, subjects, exercise, language)
      if (missing.length === 0) continue
      const left = missing.map((cluster) => clusterTitle(cluster, exercise, language)).join('; ')
      expect(saysLeftOut(pages, missing.length, language), `${where}: ${missing.length} of ${subjects.length} left out: ${left}`).toBe(true)
    }
  })

  test('has pages that are all as large as the wall, with no type under 28 px', () => {
    for (const { pages, where } of scenes(name))
      for (const page of pages) {
        expect(page.width, where).toBeLessThanOrEqual(wall.width)
        expect(page.height, where).toBeLessThanOrEqual(wall.height)
        for (const { size, text } of textsOf(page)) expect(size, `${where}: ${text}`).toBeGreaterThanOrEqual(wall.text)
      }
  })

  test('puts nothing outside the frame, measured with the type that is drawn', () => {
    const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Noto Sans' }
    for (const { pages, where } of scenes(name))
      for (const page of pages) {
        const box = new Resvg(toSvg(page, ''), { font }).getBBox()
        if (!box) throw new Error(`${where}: a page shows nothing`)
        expect(Math.min(box.x, box.y), where).toBeGreaterThanOrEqual(-2)
        expect(box.x + box.width, where).toBeLessThanOrEqual(wall.width + 2)
        expect(box.y + box.height, where).toBeLessThanOrEqual(wall.height + 2)
      }
  })

  test('has no page where nothing was said', () => {
    for (const { exercise, step } of steps.filter((one) => one.step.canvas.type === name))
      expect(wallOf(mergeGroups([], exercise, []), step, exercise, 'en', letters)).toEqual([])
  })
})
