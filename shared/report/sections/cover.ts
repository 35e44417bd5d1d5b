import type { Language } from '../../i18n/language.ts'
import type { Session } from '../../session/session.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'

/** Title, place, dates, who may read it, and which revision at what time: all that a first page owes its reader. */
export function tellCover({ t, session, language, now, narrative, variant }: Telling): Block[] {
  const lines = [
    t('report.reportOf'),
    ...(session.place.trim() === '' ? [] : [t('report.place', { place: session.place })]),
    t('report.dates', { dates: datesOf(session, language) }),
    t('report.languageLine'),
    t(`report.for_${variant}`),
    ...(narrative?.organizers ? [t('report.organizers', { names: narrative.organizers })] : []),
    ...(narrative?.donors ? [t('report.donors', { names: narrative.donors })] : []),
    t('report.written', { revision: String(session.revision), time: timeIn(language, now) }),
  ]
  return [
    {
      is: 'cover',
      title: session.title.trim() || t('report.untitled'),
      lines,
      status: t(narrative?.isFinal ? 'report.final' : 'report.draft'),
    },
  ]
}

export function tellDisclaimer({ t, session, variant, sayers }: Telling): Block[] {
  const plain = (text: string): Block => ({ is: 'paragraph', number: null, text })
  return [
    { is: 'heading', level: 1, text: t('report.disclaimer'), pageBreak: true },
    plain(t('report.disclaimerStatus')),
    plain(t('report.disclaimerViews')),
    plain(t('report.disclaimerNames')),
    plain(
      t(
        sayers.size > 0
          ? 'report.disclaimerNamed'
          : session.sources && variant !== 'public'
            ? 'report.disclaimerBySession'
            : 'report.disclaimerAttribution',
      ),
    ),
    plain(t(`report.variant_${variant}`)),
  ]
}

/** From the day it was made to the last day on which something was opened or handed in. */
function datesOf(session: Session, language: Language): string {
  const times = session.agenda.flatMap((item) =>
    item.steps.flatMap((step) => [...step.handedIn.map((handIn) => handIn.at), ...(step.state.is === 'open' ? [step.state.since] : [])]),
  )
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long' })
  const begun = Math.min(session.created, ...(session.sources ?? []).map(({ created }) => created))
  return format.formatRange(begun, Math.max(session.created, ...times))
}

function timeIn(language: Language, now: number): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeStyle: 'short' }).format(now)
}
