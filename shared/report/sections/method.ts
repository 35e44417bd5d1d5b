import type { FieldOf } from '../../exercise/exercise.ts'
import { consensusWords } from '../../merge/cluster.ts'
import { numberIn } from '../../merge/in-words.ts'
import { isWorded } from '../../merge/same.ts'
import { nearnessOn, sidesOf } from '../../merge/statistics.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'
import { wasBlind } from './first-round.ts'

const countingWords = ['all', 'most', 'many', 'some', 'one'] as const
const capital = <Word extends string>(word: Word) => (word.charAt(0).toUpperCase() + word.slice(1)) as Capitalize<Word>

/** The rules behind every number and word of the report, so that a reader can check them. */
export function tellMethod(telling: Telling): Block[] {
  const { t, paragraph, table, annex } = telling
  return [
    annex(t('report.annexMethod')),
    paragraph(t('report.methodMedian')),
    paragraph(t('report.methodMerge')),
    ...answersThatJoin(telling).map((text) => paragraph(text)),
    ...(wasBlind(telling) ? [paragraph(t('report.methodBlind'))] : []),
    ...tellScales(telling),
    ...tellConsensus(telling),
    table({
      caption: t('report.countingCaption'),
      head: [t('report.consensusWord'), t('report.countingNumber')],
      align: ['left', 'left'],
      rows: countingWords.map((word) => [t(`report.${word}`), t(`report.rule${capital(word)}`)]),
      note: '',
    }),
  ]
}

/** Kinds that are called by free words and joined for other answers: which those answers are. */
function answersThatJoin({ t, language, session, exercises, tells }: Telling): string[] {
  const used = exercises.filter(({ id }) => tells(id) && session.agenda.some((item) => item.exercise === id))
  const list = new Intl.ListFormat(language)
  return used.flatMap(({ kinds, title }) =>
    Object.values(kinds)
      .filter(isWorded)
      .map(({ plural, sameWhen, fields }) =>
        t('report.methodAnswers', {
          kinds: plural[language],
          exercise: title[language],
          fields: list.format(sameWhen.flatMap((name) => fields[name]?.label[language] ?? [])),
        }),
      ),
  )
}

/** The rating scales that an exercise in the report uses. */
function scalesIn({ session, exercises, tells }: Telling): FieldOf<'rating'>[] {
  const used = exercises.filter(({ id }) => tells(id) && session.agenda.some((item) => item.exercise === id))
  const fields = used.flatMap((exercise) => Object.values(exercise.kinds).flatMap((kind) => Object.values(kind.fields)))
  return fields.filter((field): field is FieldOf<'rating'> => field.type === 'rating')
}

/** The rule behind each word of agreement, once for each length of a scale; a word that a scale cannot come to is left out. */
function tellConsensus(telling: Telling): Block[] {
  const { t, language, table } = telling
  const lengths = [...new Set(scalesIn(telling).map(({ of }) => of))].sort((a, b) => a - b)
  const all = lengths.length === 0 ? [usualLength] : lengths
  return all.map((of, at) => {
    const { low, high } = sidesOf(of)
    const words = consensusWords.filter((word) => word !== 'divergent' || high <= of)
    const rule = { low, high, near: nearnessOn(of) }
    const isOnly = all.length === 1 && of === usualLength
    return table({
      caption: isOnly ? t('report.consensusCaption') : t('report.consensusCaptionOf', { of: numberIn(language, of) }),
      head: [t('report.consensusWord'), t('report.consensusRule')],
      align: ['left', 'left'],
      rows: words.map((word) => [t(`report.${word}`), t(`report.rule${capital(word)}`, rule)]),
      note: at === all.length - 1 ? t('report.agreementOfSeveral') : '',
    })
  })
}
const usualLength = 5

/** The words of each rating scale. */
function tellScales(telling: Telling): Block[] {
  const { t, language, table } = telling
  return scalesIn(telling).map((field) =>
    table({
      caption: t('report.scaleCaption', { field: field.label[language] }),
      head: [t('report.scaleValue'), t('report.scaleMeaning')],
      align: ['left', 'left'],
      rows: [
        ...Array.from({ length: field.of }, (_, index) => [String(index + 1), field.scale[index]?.[language] ?? '–']),
        [t('report.doNotKnow'), t('report.doNotKnowMeaning')],
      ],
      note: '',
    }),
  )
}
