import { Resvg } from '@resvg/resvg-js'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import { fontFiles } from '../../server/report/fonts.ts'
import { canvases, wallOf } from '../../shared/canvases/catalogue.ts'
import { mergedMap } from '../../shared/canvases/parts/merged-map.ts'
import { wall } from '../../shared/canvases/parts/wall.ts'
import type { Exercise, Step } from '../../shared/exercise/exercise.ts'
import { mergedWithin } from '../../shared/exercise/within.ts'
import { readField } from '../../shared/fields/catalogue.ts'
import type { Card } from '../../shared/fields/values.ts'
import { languages, type Language } from '../../shared/i18n/language.ts'
import { translator } from '../../shared/i18n/messages.ts'
import type { GroupCards, Merged } from '../../shared/merge/cluster.ts'
import { clusterTitle } from '../../shared/merge/in-words.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import type { Figure } from '../../shared/report/figures/figure.ts'
import { toSvg } from '../../shared/report/figures/to-svg.ts'
import { isLong } from '../kit/size.ts'

/** Laws of the merged view of every canvas: the plenary sees all that was said, or how much it does not see. The crowd, in Russian, is the harder of the two. */
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

/** The same work in twelve groups, and every card of the canvas three times over under a name of its own: far more than a page holds. */
function crowdOf(exercise: Exercise, { canvas }: Step): GroupCards[] {
  const sample = sampleOf(exercise)
  const { titleField, fields } = exercise.kinds[canvas.kind]!
  const title = fields[titleField]!
  return [...letters.keys()].map((group, place) => {
    const { cards } = sample[place % sample.length]!
    const own = cards.filter((card) => card.kind === canvas.kind)
    const more = own.flatMap((card, index) =>
      [0, 1, 2].flatMap((copy) => {
        const words = `q${place + 10}${index + 10}${copy}${' and the further on the longer'.repeat(copy)}`
        const value = title.type === 'choice' && title.own ? { own: words } : ['line', 'text'].includes(title.type) ? words : null
        return value === null ? [] : { ...card, id: `${card.id}-${copy}`, fields: { ...card.fields, [title.id]: value } }
      }),
    )
    return { group, cards: [...cards, ...more] }
  })
}

/** What a canvas shows: clusters of its own kind, of a matrix those that are its rows, of a map every mark by what it is called there. */
function subjectsOf(all: Merged, exercise: Exercise, step: Step, language: Language): string[] {
  const { canvas } = step
  const merged = mergedWithin(all, step)
  if (canvas.type === 'map')
    return mergedMap(merged, canvas, exercise, exercise.maps![canvas.map]!, language).marks.map(({ title }) => title)
  const rows = canvas.type === 'matrix' ? exercise.kinds[canvas.kind]?.fields[canvas.rows] : undefined
  const kind = rows?.type === 'link' ? rows.to : canvas.kind
  const kept = merged.clusters.filter((cluster) => cluster.kind === kind && !cluster.setAside)
  return kept.map((cluster) => clusterTitle(cluster, exercise, language))
}

const textsOf = (figure: Figure) => figure.shapes.flatMap((shape) => (shape.is === 'text' ? [shape] : []))
/** Letters and digits alone: lines break, and ends are cut. */
const plain = (words: string) => words.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()

const wordsOn = (pages: readonly Figure[]) =>
  plain(
    pages
      .flatMap(textsOf)
      .map(({ text }) => text)
      .join(''),
  )

/** Names of which fewer begin on the pages than there are. `letters` of a name are looked for: in a narrow box it may be cut after four. */
function unseen(pages: readonly Figure[], names: readonly string[], letters: number): string[] {
  const seen = wordsOn(pages)
  const byStart = Map.groupBy(names, (name) => plain(name).slice(0, letters))
  return [...byStart].flatMap(([start, of]) => of.slice(seen.split(start).length - 1))
}

/** The sentences in which a canvas says how many it leaves out. */
const sayings = ['onVote.figureMore', 'plenary.more'] as const
function saysLeftOut(pages: readonly Figure[], count: number, language: Language): boolean {
  const said = wordsOn(pages)
  return sayings.some((key) => said.includes(plain(translator(language)(key, { count, more: count }))))
}

const known = new Map<string, ReturnType<typeof makeScenes>>()
function scenes(name: string): ReturnType<typeof makeScenes> {
  if (!known.has(name)) known.set(name, makeScenes(name))
  return known.get(name)!
}

/** Steps of one exercise show the same sample, and those with a canvas of one kind the same crowd: each is merged once. */
const worked = new Map<string, { readonly groups: readonly GroupCards[]; readonly merged: Merged }>()
function work(exercise: Exercise, step: Step, size: 'sample' | 'crowd') {
  const key = `${exercise.id} ${size === 'crowd' ? step.canvas.kind : ''}`
  if (!worked.has(key)) {
    const groups = size === 'crowd' ? crowdOf(exercise, step) : sampleOf(exercise)
    worked.set(key, { groups, merged: mergeGroups(groups, exercise, []) })
  }
  return worked.get(key)!
}

function makeScenes(name: string) {
  return steps
    .filter(({ step }) => step.canvas.type === name)
    .flatMap(({ exercise, step }) =>
      (
        [
          ['en', 'sample'],
          ['ru', 'crowd'],
        ] as const
      ).flatMap(([quick, size]) => {
        const { groups, merged } = work(exercise, step, size)
        return (isLong ? languages : [quick]).map((language) => ({
          ...{ exercise, step, language },
          where: `${exercise.id} ${step.id}, ${groups.length} groups, ${language}`,
          names: subjectsOf(merged, exercise, step, language),
          pages: wallOf(merged, step, exercise, language, letters),
        }))
      }),
    )
}

describe.each(Object.keys(canvases))('the merged view of the canvas %s', (name) => {
  test('shows every cluster, or says how many it leaves out', () => {
    for (const { language, names, pages, where } of scenes(name)) {
      const attempts = [14, 10, 6, 4].map((letters) => unseen(pages, names, letters))
      const missing = attempts[0]!
      const said = `${where}: ${missing.length} of ${names.length} left out, as ${missing.slice(0, 4).join('; ')}`
      expect(
        attempts.some(({ length }) => length === 0 || saysLeftOut(pages, length, language)),
        said,
      ).toBe(true)
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

  test('begins with names that are read in a picture of 480 × 270', () => {
    for (const { pages, names, where } of scenes(name)) {
      const large = textsOf(pages[0]!).filter(({ size }) => size >= wall.name)
      const letters = plain(large.map(({ text }) => text).join(''))
      const read = names.filter((one) => letters.includes(plain(one).slice(0, 4)))
      expect(read.length, `${where}: of ${names.slice(0, 4).join('; ')}`).toBeGreaterThanOrEqual(Math.min(names.length, 3))
    }
  })

  test('puts nothing outside the frame, measured with the type that is drawn', () => {
    const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Noto Sans' }
    for (const { pages, where } of scenes(name))
      for (const page of pages.length > 3 ? [pages[0]!, pages[1]!, pages.at(-1)!] : pages) {
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
