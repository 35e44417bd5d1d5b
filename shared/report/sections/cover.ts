import type { Language } from '../../i18n/language.ts'
import { heldOf, type Held } from '../../session/held.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'

/** Title, place, dates, who may read it, and which revision at what time: all that a first page owes its reader. */
export function tellCover(telling: Telling): Block[] {
  const { t, session, language, now, narrative, variant } = telling
  const lines = [
    t('report.reportOf'),
    ...(session.place.trim() === '' ? [] : [t('report.place', { place: session.place })]),
    t('report.dates', { dates: datesOf(telling) }),
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

/** As the organiser writes them; else the days on which steps were worked on. */
function datesOf({ session, language, narrative }: Telling): string {
  return narrative?.dates || daysOf(heldOf(session), language, session.zone)
}

/** "26–27 November 2026", as a calendar in that time zone said; without one, as this machine's does. */
export function daysOf({ from, until }: Held, language: Language, timeZone?: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone }).formatRange(from, until)
}

function timeIn(language: Language, now: number): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeStyle: 'short' }).format(now)
}
