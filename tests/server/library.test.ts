import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { unzipSync } from 'fflate'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packAside } from '../../server/exercises/aside.ts'
import { loadExercise } from '../../server/exercises/load.ts'
import { openLibrary } from '../../server/exercises/library.ts'
import { namedFrom } from '../../server/exercises/folders.ts'
import { packExercise } from '../../server/exercises/pack.ts'
import { makeExercise } from '../../server/exercises/starter.ts'
import { problem, wrong } from '../../shared/exercise/problem.ts'
import { isRefusal } from '../../shared/refusals.ts'
import { isLong } from '../kit/size.ts'
import { tell } from '../kit/tell.ts'
import { makeZip } from '../kit/zip.ts'

const shipped = (await readdir('exercises', { withFileTypes: true }))
  .filter((entry) => entry.isDirectory() && !['vocabularies', 'maps', 'agendas'].includes(entry.name))
  .map((entry) => entry.name)
let dir = ''
let clock = 1000
const open = () => openLibrary('exercises', join(dir, 'exercises'), () => clock++)
beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), 'roundtable-library-'))))
afterEach(() => rm(dir, { recursive: true, force: true }))

async function zipOf(library: ReturnType<typeof open>, id: string): Promise<Uint8Array> {
  const zip = await library.zip(id)
  if (isRefusal(zip)) throw new Error(`${id} was refused: ${zip.refused}`)
  return zip
}

/** The zip file of an exercise with one of its files changed. */
async function changed(id: string, path: string, from: string | RegExp, to: string): Promise<Uint8Array> {
  const files = unzipSync(await zipOf(open(), id))
  const text = Buffer.from(files[`${id}/${path}`] ?? []).toString()
  expect(text).toMatch(from)
  return makeZip(
    Object.entries(files).map(([name, content]) => ({ name, content: name === `${id}/${path}` ? text.replace(from, to) : content })),
  )
}
const titleOf = async (library: ReturnType<typeof open>, id: string) =>
  (await library.list()).exercises.find((one) => one.id === id)?.title.en

/** A third of them by the day of the month; all in the long form. */
const tried = shipped.filter((_, place) => isLong || place % 3 === new Date().getDate() % 3)
test.each(tried)('%s goes down as a zip that stands by itself, comes up again and is the same exercise', async (id) => {
  const library = open()
  const zip = await zipOf(library, id)
  const taken = await library.take(zip, `${id}.zip`)
  expect('problems' in taken ? tell(taken.problems) : '').toBe('')
  // By itself: in a place where no vocabulary and no map is near.
  for (const [path, content] of Object.entries(unzipSync(zip))) {
    await mkdir(dirname(join(dir, 'alone', path)), { recursive: true })
    await writeFile(join(dir, 'alone', path), content)
  }
  const alone = await loadExercise(join(dir, 'alone', id), [])
  expect('problems' in alone ? tell(alone.problems) : '').toBe('')
  const own = await loadExercise(join('exercises', id))
  expect(alone).toEqual(own)
  expect(taken).toEqual(own)
})

test('an uploaded exercise takes the place of the shipped one, outlives a restart, and gives the place back', async () => {
  const zip = await changed('swot', 'texts/en.yaml', /^title: .*$/m, 'title: Our own SWOT')
  const ours = await titleOf(open(), 'swot')
  expect('exercise' in (await open().take(zip, 'swot.zip'))).toBe(true)
  const library = open()
  expect(await titleOf(library, 'swot')).toBe('Our own SWOT')
  expect((await library.list()).uploads).toMatchObject([{ id: 'swot', insteadOfOurs: true, title: { en: 'Our own SWOT' } }])
  expect((await library.list()).exercises.filter(({ id }) => id === 'swot')).toHaveLength(1)
  expect([await library.remove('swot'), await library.remove('swot')]).toEqual([true, false])
  expect(await titleOf(library, 'swot')).toBe(ours)
  expect(await readdir(join(dir, 'exercises'))).toEqual([])
})

test('a newer upload takes the place of the older; a wrong one changes nothing and names file, line and remedy', async () => {
  const library = open()
  const [first, second] = [
    await changed('swot', 'texts/en.yaml', /^title: .*$/m, 'title: First'),
    await changed('swot', 'texts/en.yaml', /^title: .*$/m, 'title: Second'),
  ]
  await library.take(first, 'swot.zip')
  await library.take(second, 'swot.zip')
  expect(await readdir(join(dir, 'exercises'))).toHaveLength(1)
  const wrong = await changed('swot', 'exercise.yaml', 'from: swot', 'from: swat')
  const taken = await library.take(wrong, 'swot.zip')
  if (!('problems' in taken)) throw new Error('it was taken in')
  expect(tell(taken.problems)).toMatch(/^swot\/exercise\.yaml, line \d+: .*"swat", which does not exist\. .+\.$/)
  expect(tell(taken.problems, 'ru')).toMatch(/^swot\/exercise\.yaml, строка \d+: .*имя словаря «swat», но такого нет\. .+\.$/)
  expect(await titleOf(library, 'swot')).toBe('Second')
  expect(await readdir(join(dir, 'exercises'))).toHaveLength(1)
})

test('what a crash left behind is never seen: half an upload, or an older one beside the newer', async () => {
  await open().take(await changed('swot', 'texts/en.yaml', /^title: .*$/m, 'title: Newer'), 'swot.zip')
  const [newer = ''] = await readdir(join(dir, 'exercises'))
  await cp('exercises/swot', join(dir, 'exercises', '5', 'swot'), { recursive: true })
  await mkdir(join(dir, 'exercises', 'incoming-abc', 'swot'), { recursive: true })
  const library = open()
  expect(await titleOf(library, 'swot')).toBe('Newer')
  expect(await readdir(join(dir, 'exercises'))).toEqual(expect.not.arrayContaining(['incoming-abc']))
  expect(newer).toMatch(/^\d+$/)
  expect(await library.remove('swot')).toBe(true)
  expect((await library.list()).uploads).toEqual([])
})

test("an organiser's own boundaries go down with the map that has them and come up again; wrong ones are told in both languages", async () => {
  const [ours, map, name] = [join(dir, 'ours'), 'maps/central-asia-caucasus', 'boundaries.geojson']
  for (const folder of ['routes', 'vocabularies', map]) await cp(join('exercises', folder), join(ours, folder), { recursive: true })
  await writeFile(join(ours, map, name), JSON.stringify({ type: 'LineString', coordinates: [[60, 40], [70, 40]] })) // prettier-ignore
  const zip = await zipOf(
    openLibrary(ours, join(dir, 'none'), () => clock++),
    'routes',
  )
  const library = open()
  const taken = await library.take(zip, 'routes.zip')
  expect(taken).toEqual(await loadExercise(join(ours, 'routes')))
  expect('exercise' in taken && taken.exercise.maps?.['central-asia-caucasus']?.boundaries?.settled).toHaveLength(1)
  // What was uploaded carries the file itself, and is downloaded with it.
  const again = unzipSync(await zipOf(library, 'routes'))
  expect(Object.keys(again)).toContain(`routes/${map}/${name}`)

  const files = Object.entries(again).map(([path, content]) => ({
    name: path,
    content: path.endsWith(name) ? '{ "type": "Point" }' : content,
  }))
  const refused = await library.take(makeZip(files), 'routes.zip')
  if (!('problems' in refused)) throw new Error('it was taken in')
  expect(tell(refused.problems)).toBe(
    `routes/${map}/${name}: "features.0" is no line and no polygon. Leave only LineString, MultiLineString, Polygon and MultiPolygon in the file.`,
  )
  expect(tell(refused.problems, 'ru')).toMatch(/^routes\/\S+: «features\.0» — не линия и не многоугольник\. Оставьте в файле только/)
})

test('an exercise that is not there is refused so, and one whose zip file could not be made is not', async () => {
  expect(await open().zip('nowhere')).toMatchObject({ refused: 'unknown-exercise' })
  const folder = join(dir, 'gone')
  expect(await packAside({ do: 'pack', folder, libraries: [] })).toMatchObject({ refused: 'something-broke' })
})

test('people zip the folder, what is in it, or a folder in a folder, on a Mac as well', async () => {
  expect(await makeExercise(join(dir, 'obstacles'))).toBeNull()
  const files = Object.entries(unzipSync(await packExercise(join(dir, 'obstacles'), [])))
  const under = (prefix: string) => files.map(([name, content]) => ({ name: `${prefix}${name.slice('obstacles/'.length)}`, content }))
  const mac = [
    { name: '__MACOSX/._obstacles', content: new Uint8Array([0, 5]) },
    { name: 'obstacles/.DS_Store', content: 'x' },
  ]
  for (const [zip, name] of [
    [makeZip(under('obstacles/')), 'anything.zip'],
    [makeZip(under('')), 'obstacles (1).zip'],
    [makeZip([{ name: 'outer/', mode: 0o40755 }, ...under('outer/obstacles/')]), 'outer.zip'],
    [makeZip([...under('obstacles/'), ...mac]), 'obstacles.zip'],
  ] as const) {
    const taken = await open().take(zip, name)
    expect('exercise' in taken ? taken.exercise.id : tell(taken.problems)).toBe('obstacles')
  }
  const misspelt = under('obstacles/').map(({ name, content }) => ({
    name,
    content: Buffer.from(content).toString().replace('from: sorts', 'from: sort'),
  }))
  const told = await open().take(makeZip(misspelt), 'obstacles.zip')
  expect('problems' in told && tell(told.problems)).toMatch(/the vocabulary "sort", which does not exist\. Use one of: sorts\.$/)
  const unnamed = await open().take(makeZip(under('')), 'Моё упражнение.zip')
  expect('problems' in unnamed && tell(unnamed.problems)).toMatch(/not an id/)
  const reserved = await open().take(makeZip(under('vocabularies/')), 'x.zip')
  expect('problems' in reserved && tell(reserved.problems)).toMatch(/Give your exercise another name/)
})

test('mistakes are named by a path with slashes from the folder on, also where paths are written with backslashes', () => {
  const told = problem('C:\\Users\\ann\\exercises\\obstacles\\texts\\en.yaml', wrong('confidentialKey'))
  expect(namedFrom('C:\\Users\\ann\\exercises', told, '\\').file).toBe('obstacles/texts/en.yaml')
  expect(namedFrom('/home/ann/exercises', { ...told, file: '/home/ann/exercises/obstacles/exercise.yaml' }).file).toBe(
    'obstacles/exercise.yaml',
  )
})
