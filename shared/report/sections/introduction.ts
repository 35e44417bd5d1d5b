import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'
import { tellSources } from './by-session.ts'
import { tellWritten } from './narrative.ts'

/** What the session was, how many worked in it, by which method and in which languages. */
export function tellIntroduction(telling: Telling): Block[] {
  const { t, session, delegations, exercises, language, variant, parts, chapter, heading, paragraph } = telling
  const title = session.title.trim() || t('report.untitled')
  const names = session.agenda.flatMap(
    (item) => exercises.find(({ id }) => id === item.exercise && telling.tells(id))?.title[language] ?? [],
  )
  // Who sat in the sessions that were brought together is counted there.
  const sources = session.sources ?? []
  const laptops = sources.reduce((sum, source) => sum + source.laptops, session.seats.length)
  const people = [...session.seats, ...sources].reduce((sum, one) => sum + one.people, 0)
  const hasOutput = variant !== 'public' && parts.annexes.includes('output')
  return [
    chapter(t('report.introduction'), 'follows on'),
    paragraph(
      names.length === 0
        ? t('report.purposeEmpty', { title })
        : t('report.purpose', { title, exercises: names.length, names: new Intl.ListFormat(language).format(names) }),
    ),
    ...tellWritten(telling, 'introduction'),
    heading(t('report.organization')),
    paragraph(t('report.attendance', { groups: session.groups.length, laptops, people, delegations })),
    ...tellSources(telling),
    paragraph(`${t('report.workingMethod')} ${t(hasOutput ? 'report.annexesWithOutput' : 'report.annexesWithoutOutput')}`),
    paragraph(t('report.workingLanguages')),
  ]
}
