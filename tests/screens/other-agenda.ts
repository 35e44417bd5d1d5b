import { newId, realWorld } from '../../server/world.ts'
import { draftDays } from '../../shared/session/plan.ts'
import type { Rooms } from './rooms.ts'

const speech = { at: '', minutes: 15, title: { en: 'Questions from the floor', ru: 'Вопросы из зала' } }

/** Another facilitator of that room puts a speech at the end of the day; where one stands there, takes it away again. */
export async function changeAgenda({ serving, planned }: Rooms): Promise<void> {
  await serving.openSessions.use(planned.id, async (one) => {
    const days = draftDays(one.session, (id) => one.exercises.get(id)?.title ?? { en: id, ru: id }, { en: 'Day 1', ru: 'День 1' })
    const changed = days.map((day) => {
      const exercises = day.lines.filter(({ exercise }) => exercise !== undefined)
      return { ...day, lines: exercises.length < day.lines.length ? exercises : [...day.lines, speech] }
    })
    const command = { do: 'set-agenda', days: changed, minutes: {} }
    const { turn } = one.session
    const answer = await one.carryOut({ is: 'facilitator', name: 'Tamara' }, { id: newId(realWorld), turn, command })
    if (!answer.ok) throw new Error(answer.refused)
  })
}
