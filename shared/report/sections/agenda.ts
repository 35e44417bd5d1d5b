import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'

/** The days of the meeting as they were planned; nothing where a session was made without a ready agenda. */
export function tellAgenda({ t, language, session, annex, table }: Telling): Block[] {
  const days = session.days ?? []
  if (days.length === 0) return []
  return [
    annex(t('report.annexAgenda')),
    ...days.map((day) =>
      table({
        caption: day.title[language],
        head: [t('report.agendaTime'), t('report.agendaItem'), t('report.taskMinutes')],
        align: ['left', 'left', 'right'],
        rows: day.lines.map((line) => [line.at, line.title[language], String(line.minutes)]),
        note: '',
      }),
    ),
  ]
}
