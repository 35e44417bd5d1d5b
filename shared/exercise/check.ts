import { kindsOn, needsOf } from '../canvases/catalogue.ts'
import { cardKeys } from './allowed.ts'
import { checkMap, type MapFiles } from '../maps/check.ts'
import type { RegionMap } from '../maps/region.ts'
import { languages, type Language, type Localized } from '../i18n/language.ts'
import type { CanvasOf, Exercise, Field, Kind, Step, Vocabulary } from './exercise.ts'
import { problem, wrong, type Mistake, type Problem } from './problem.ts'
import { checkSample } from './sample.ts'
import { wrongChecks } from './checks.ts'
import { canShareBy } from './shared-out.ts'
import { startOf, wrongStart, wrongStartValues, wrongStartWords } from './start.ts'
import { wordLists } from './word-lists.ts'
import { definitionSchema, readShape, sampleSchema, textsSchema, vocabularySchema, type Definition, type Texts } from './schema.ts'

/** One parsed YAML file. `locate` gives the line (from 1) of an entry, or null where it cannot tell. */
export interface SourceFile {
  readonly name: string
  readonly value: unknown
  readonly locate: (path: readonly (string | number)[]) => number | null
}

export interface ExerciseFiles {
  readonly id: string
  readonly definition: SourceFile
  readonly texts: Readonly<Record<Language, SourceFile>>
  readonly vocabularies: Readonly<Record<string, SourceFile>>
  /** Names of vocabularies that the folder has; what is misspelt in the definition may be one of them. */
  readonly ownVocabularies: readonly string[]
  readonly sample: SourceFile
  /** The map folders that the exercise names. */
  readonly maps: Readonly<Record<string, MapFiles>>
}

/**
 * The exercise, or every problem found: each names the file, the line and what to do. Maps that are `ready` come beside those of
 * the files.
 */
export function checkExercise(
  files: ExerciseFiles,
  ready: Exercise['maps'] = {},
): { readonly exercise: Exercise } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const report = (file: SourceFile) => (mistake: Mistake) => problems.push(problemIn(file, mistake))
  const read = <Shape extends Parameters<typeof readShape>[0]>(schema: Shape, file: SourceFile) => {
    const shape = readShape(schema, file.value)
    if ('value' in shape) return shape.value
    shape.mistakes.forEach(report(file))
    return null
  }

  const definition = read(definitionSchema, files.definition)
  const texts = Object.fromEntries(languages.map((language) => [language, read(textsSchema, files.texts[language])]))
  const vocabularies: Record<string, Vocabulary> = {}
  for (const [id, file] of Object.entries(files.vocabularies)) {
    const vocabulary = read(vocabularySchema, file)
    if (vocabulary) vocabularies[id] = { id, terms: vocabulary.terms }
  }
  const maps: Record<string, RegionMap> = { ...ready }
  for (const [id, folder] of Object.entries(files.maps)) {
    const checked = checkMap(id, folder)
    if ('map' in checked) maps[id] = checked.map
    else for (const [file, mistake] of checked.mistakes) report(file)(mistake)
  }
  const sample = read(sampleSchema, files.sample)
  if (!definition || !sample || languages.some((language) => !texts[language])) return { problems }

  const spoken = texts as Record<Language, Texts>
  for (const language of languages) missingTexts(definition, spoken[language], Object.values(spoken)).forEach(report(files.texts[language]))
  contradictions(definition, vocabularies, files.ownVocabularies, Object.keys({ ...ready, ...files.maps })).forEach(
    report(files.definition),
  )
  if (problems.length > 0) return { problems }

  const exercise = assemble(files.id, definition, spoken, vocabularies, maps, sample.boards)
  checkSample(exercise).forEach(report(files.sample))
  for (const mistake of [...wrongStartValues(exercise), ...unmetNeeds(exercise)]) report(files.definition)(mistake)
  return problems.length > 0 ? { problems } : { exercise }
}

function problemIn(file: SourceFile, { path, says }: Mistake): Problem {
  return problem(file.name, says, file.locate(path))
}

function missingTexts(definition: Definition, texts: Texts, all: readonly Texts[]): Mistake[] {
  const otherUnit = (kind: string, name: string) => all.some((text) => text.kinds[kind]?.fields[name]?.unit !== undefined)
  const mistakes: Mistake[] = []
  const missing = (path: string[]) => mistakes.push({ path, says: wrong('noWords', { where: path.join('.') }) })
  for (const [kind, { fields }] of Object.entries(definition.kinds)) {
    if (!texts.kinds[kind]) {
      missing(['kinds', kind])
      continue
    }
    for (const [name, field] of Object.entries(fields)) {
      const said = texts.kinds[kind].fields[name]
      const path = ['kinds', kind, 'fields', name]
      if (!said) missing(path)
      else if (field.type === 'number' && !said.unit && otherUnit(kind, name)) missing([...path, 'unit'])
      else if (field.type === 'rating' && said.scale?.length !== field.of)
        mistakes.push({
          path: [...path, 'scale'],
          says: wrong('scaleWords', { where: [...path, 'scale'].join('.'), count: field.of }),
        })
    }
  }
  for (const step of definition.steps) if (!texts.steps[step.id]) missing(['steps', step.id])
  return [...mistakes, ...wrongStartWords(definition, texts, all)]
}

/** Names that point at nothing, and names given twice. */
function contradictions(
  definition: Definition,
  vocabularies: Readonly<Record<string, Vocabulary>>,
  own: readonly string[],
  maps: readonly string[],
): Mistake[] {
  const mistakes: Mistake[] = []
  const known = [...new Set([...Object.keys(vocabularies), ...own])].filter((name) => !wordLists.includes(name)).sort()
  const unknown = (...args: Parameters<typeof unknownName>) => mistakes.push(unknownName(...args))
  for (const [kind, { fields, titleField, sameWhen }] of Object.entries(definition.kinds)) {
    const names = Object.keys(fields)
    if (!names.includes(titleField)) unknown(['kinds', kind, 'titleField'], 'field', titleField, names)
    sameWhen.forEach((name, index) => names.includes(name) || unknown(['kinds', kind, 'sameWhen', index], 'field', name, names))
    for (const [name, field] of Object.entries(fields)) {
      if ((cardKeys as readonly string[]).includes(name))
        mistakes.push({
          path: ['kinds', kind, 'fields', name],
          says: wrong('reservedField', { field: name, reserved: cardKeys.join(', ') }),
        })
      // Reports that leave it out would have cards without a name, and join others than the room did.
      if (field.confidential && (name === titleField || sameWhen.includes(name)))
        mistakes.push({ path: ['kinds', kind, 'fields', name, 'confidential'], says: wrong('confidentialKey', { field: name }) })
      if ((field.type === 'choice' || field.type === 'choices') && !vocabularies[field.from])
        unknown(['kinds', kind, 'fields', name, 'from'], 'vocabulary', field.from, known)
      else if ((field.type === 'link' || field.type === 'links') && !definition.kinds[field.to])
        unknown(['kinds', kind, 'fields', name, 'to'], 'kind', field.to, Object.keys(definition.kinds))
      else if (isMapField(field) && !maps.includes(field.map)) unknown(['kinds', kind, 'fields', name, 'map'], 'map', field.map, maps)
    }
  }
  for (const [name, gift] of Object.entries(definition.gives ?? {})) {
    const kind = definition.kinds[gift.kind]
    if (!kind) unknown(['gives', name, 'kind'], 'kind', gift.kind, Object.keys(definition.kinds))
    const ofType = (type: string) => Object.entries(kind?.fields ?? {}).flatMap(([id, field]) => (field.type === type ? id : []))
    const [rated, dots] = [ofType('rating'), ofType('dots')]
    for (const id of gift.rated?.fields ?? []) if (!rated.includes(id)) unknown(['gives', name, 'rated'], 'rating', id, rated)
    if (gift.order !== undefined && !dots.includes(gift.order)) unknown(['gives', name, 'order'], 'dots', gift.order, dots)
  }
  for (const name of Object.keys(definition.given ?? {})) {
    const kind = definition.kinds[name]
    const title = kind?.fields[kind.titleField]?.type
    if (!kind) unknown(['given', name], 'kind', name, Object.keys(definition.kinds))
    else if (title !== 'choice' && title !== 'line') mistakes.push({ path: ['given', name], says: wrong('cannotBeGiven', { kind: name }) })
  }
  wrongChecks(definition, unknown)
  mistakes.push(...wrongStart(definition, unknown))
  const shared = Object.values(definition.kinds).flatMap((kind) => Object.keys(kind.fields).filter((name) => canShareBy(kind, name)))
  if (definition.assemble !== undefined && !shared.includes(definition.assemble))
    unknown(['assemble'], 'choice', definition.assemble, [...new Set(shared)])
  for (const [id, { terms }] of Object.entries(vocabularies)) {
    const codes = terms.map((term) => term.code)
    const twice = codes.find((code, index) => codes.indexOf(code) !== index)
    if (twice) mistakes.push({ path: [], says: wrong('codeTwice', { vocabulary: id, code: twice }) })
  }
  definition.steps.forEach((step, index) => {
    if (definition.steps.findIndex((other) => other.id === step.id) !== index)
      mistakes.push({ path: ['steps', index, 'id'], says: wrong('stepTwice', { step: step.id }) })
    for (const name of kindsOn(step.canvas))
      if (!definition.kinds[name]) unknown(['steps', index, 'canvas'], 'kind', name, Object.keys(definition.kinds))
    if (step.canvas.type === 'map') mistakes.push(...offTheMap(definition, step.canvas, ['steps', index, 'canvas'], maps))
    const kind = definition.kinds[step.canvas.kind]
    if (!kind) return
    step.fill.forEach((name, at) => kind.fields[name] || unknown(['steps', index, 'fill', at], 'field', name, Object.keys(kind.fields)))
    if (step.rating === 'blind' && !step.fill.some((name) => kind.fields[name]?.type === 'rating'))
      mistakes.push({
        path: ['steps', index, 'rating'],
        says: wrong('nothingRated', { step: step.id }),
      })
    if (step.rating === 'blind' && step.writing === 'alone')
      mistakes.push({ path: ['steps', index, 'writing'], says: wrong('aloneTwice', { step: step.id }) })
    if (step.may && step.fill.length > 0 && !step.may.includes('add') && !step.may.includes('change'))
      mistakes.push({ path: ['steps', index, 'may'], says: wrong('nothingToFill', { step: step.id }) })
    for (const [name, code] of Object.entries(step.where ?? {})) {
      const path = ['steps', index, 'where', name]
      const field = kind.fields[name]
      const codes = field?.type === 'choice' ? (vocabularies[field.from]?.terms.map((term) => term.code) ?? []) : []
      if (field?.type !== 'choice') unknown(path, 'choice', name, choicesOf(kind.fields))
      else if (!codes.includes(code)) unknown(path, 'code', code, codes)
    }
  })
  return mistakes
}

/** A card stands on a map by a place, a path or an area of the same map. */
function offTheMap(definition: Definition, setting: CanvasOf<'map'>, path: (string | number)[], maps: readonly string[]): Mistake[] {
  const isOn = (field: { readonly type: string; readonly map?: string }) => isMapField(field) && field.map === setting.map
  const lost = kindsOn(setting).filter((id) => definition.kinds[id] && !Object.values(definition.kinds[id].fields).some(isOn))
  return [
    ...(maps.includes(setting.map) ? [] : [unknownName(path, 'map', setting.map, maps)]),
    ...lost.map((id) => ({ path, says: wrong('offTheMap', { kind: id, map: setting.map }) })),
  ]
}

function unknownName(path: (string | number)[], noun: string, name: string, known: readonly string[]): Mistake {
  const args = { where: path.join('.'), noun, name, any: known.length > 0 ? 'yes' : 'no', known: known.join(', ') }
  return { path, says: wrong('unknownName', args) }
}

const isMapField = (field: { readonly type: string; readonly map?: string }): field is { readonly type: string; readonly map: string } =>
  ['place', 'path', 'area'].includes(field.type)

const choicesOf = (fields: Definition['kinds'][string]['fields']) =>
  Object.entries(fields).flatMap(([name, field]) => (field.type === 'choice' ? [name] : []))

function unmetNeeds(exercise: Exercise): Mistake[] {
  return exercise.steps.flatMap((step, index) =>
    needsOf(step.canvas).flatMap(({ kind, field, types }) => {
      const found = exercise.kinds[kind]?.fields[field]
      if (found && types.includes(found.type)) return []
      const path = ['steps', index, 'canvas']
      return [{ path, says: wrong('unmetNeed', { canvas: step.canvas.type, field, kind, types: types.join(', ') }) }]
    }),
  )
}

function assemble(
  id: string,
  definition: Definition,
  texts: Record<Language, Texts>,
  vocabularies: Record<string, Vocabulary>,
  maps: Record<string, RegionMap>,
  sample: Exercise['sample'],
): Exercise {
  const say = (pick: (text: Texts) => string | undefined): Localized => ({ en: pick(texts.en) ?? '', ru: pick(texts.ru) ?? '' })
  const kinds = Object.entries(definition.kinds).map(([kindId, kind]): [string, Kind] => {
    const of = (text: Texts, name: string) => text.kinds[kindId]?.fields[name]
    const fields = Object.entries(kind.fields).map(([name, field]): [string, Field] => {
      const common = {
        id: name,
        label: say((text) => of(text, name)?.label),
        ...(of(texts.en, name)?.hint ? { hint: say((text) => of(text, name)?.hint) } : {}),
      }
      if (field.type === 'number') {
        const unit = of(texts.en, name)?.unit ? { unit: say((text) => of(text, name)?.unit) } : {}
        const { type, decimals, min, max } = field
        const marked = field.confidential ? { confidential: true as const } : {}
        return [
          name,
          { ...common, ...marked, type, decimals, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }), ...unit },
        ]
      }
      if (field.type !== 'rating') return [name, { ...common, ...field }]
      return [
        name,
        { ...common, ...field, scale: Array.from({ length: field.of }, (_, index) => say((text) => of(text, name)?.scale?.[index])) },
      ]
    })
    const label = say((text) => text.kinds[kindId]?.label)
    return [
      kindId,
      {
        id: kindId,
        label,
        plural: say((text) => text.kinds[kindId]?.plural),
        titleField: kind.titleField,
        sameWhen: kind.sameWhen,
        ...(kind.several ? { several: true } : {}),
        ...(kind.confidential ? { confidential: true } : {}),
        fields: Object.fromEntries(fields),
      },
    ]
  })
  const steps = definition.steps.map((step): Step => ({
    ...(step as Omit<Step, 'title' | 'question' | 'hint'>),
    title: say((text) => text.steps[step.id]?.title),
    question: say((text) => text.steps[step.id]?.question),
    hint: say((text) => text.steps[step.id]?.hint),
  }))
  return {
    id,
    title: say((text) => text.title),
    summary: say((text) => text.summary),
    kinds: Object.fromEntries(kinds),
    steps,
    vocabularies,
    sample,
    ...(Object.keys(maps).length > 0 ? { maps } : {}),
    ...(definition.confidential ? { confidential: true } : {}),
    ...(definition.gives ? { gives: definition.gives } : {}),
    ...(definition.given ? { given: definition.given } : {}),
    ...startOf(definition, texts),
    ...(definition.checks ? { checks: definition.checks } : {}),
    ...(definition.assemble === undefined ? {} : { assemble: definition.assemble }),
  }
}
