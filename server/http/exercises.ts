import type { Express } from 'express'
import * as z from 'zod/mini'
import { exercisesOf } from '../../shared/exercise/agenda.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { profilesOf } from '../../shared/maps/profile.ts'
import { isRefusal, refuse } from '../../shared/refusals.ts'
import { addRoute, readBody, readZip } from './door.ts'
import type { HttpNeeds } from './needs.ts'

const removeSchema = z.strictObject({ exercise: z.string().check(z.maxLength(40)) })
const longestName = 100

/** The exercises that a session can be made from: the list, and folders that come and go as zip files. */
export function addExerciseRoutes(app: Express, { doorkeeper, library }: HttpNeeds): void {
  addRoute(app, doorkeeper, 'GET /rt/facilitator/exercises', async () => {
    const { exercises, agendas, problems, uploads } = await library.list()
    return {
      exercises: exercises.map(outlineOf),
      agendas: agendas.map((agenda) => ({
        id: agenda.id,
        title: agenda.title,
        days: agenda.days.length,
        exercises: exercisesOf(agenda),
      })),
      problems,
      uploads,
    }
  })

  addRoute(app, doorkeeper, 'POST /rt/facilitator/exercises', async (request, response) => {
    const zip = await readZip(request, response)
    if (isRefusal(zip)) return zip
    const { name } = request.query
    const taken = await library.take(zip, typeof name === 'string' ? name.slice(0, longestName) : 'exercise.zip')
    return 'problems' in taken ? taken : { exercise: outlineOf(taken.exercise) }
  })

  addRoute(app, doorkeeper, 'POST /rt/facilitator/exercises/remove', async (request) => {
    const body = readBody(request, removeSchema)
    if (isRefusal(body)) return body
    return (await library.remove(body.exercise)) ? { removed: body.exercise } : refuse('unknown-exercise')
  })

  addRoute(app, doorkeeper, 'GET /rt/facilitator/exercises/:exercise.zip', async (request, response) => {
    const id = String(request.params['exercise'])
    const zip = await library.zip(id)
    if (isRefusal(zip)) return zip
    // An id is plain letters, so that it can stand in a header as it is.
    response.setHeader('Content-Disposition', `attachment; filename="${id}.zip"`)
    response.type('application/zip').send(Buffer.from(zip))
    return undefined
  })
}

function outlineOf(exercise: Exercise) {
  const { id, title, summary, steps } = exercise
  return {
    id,
    title,
    summary,
    boundaries: profilesOf(exercise),
    steps: steps.map((step) => ({ id: step.id, minutes: step.minutes, title: step.title })),
  }
}
