import { beforeAll, describe, expect, test } from 'vitest'
import { archiveText } from '../../shared/archive/archive.ts'
import { readArchive } from '../../shared/archive/read.ts'
import { loadExercises } from '../../server/exercises/load.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Card, Value } from '../../shared/fields/values.ts'
import type { Cluster, Decision, DecisionAct, GroupCards, Merged } from '../../shared/merge/cluster.ts'
import { languages, type Language } from '../../shared/i18n/language.ts'
import { keyOf, mergeGroups } from '../../shared/merge/merge.ts'
import { agreementBetween, mediansBySession, namedIn, outerTally, tallyOf } from '../../shared/merge/sessions.ts'
import { isRefusal, type RefusalCode } from '../../shared/refusals.ts'
import { fitsOf } from '../../shared/regional/fit.ts'
import type { NationalWork } from '../../shared/regional/national.ts'
import { bringTogether, type Together } from '../../shared/regional/together.ts'
import { assembleReport } from '../../shared/report/assemble.ts'
import { newSession } from '../../shared/session/new-session.ts'
import { archiveOf, sha256 } from '../kit/archives.ts'
import { chance, oneOf, type Chance } from '../kit/chance.ts'
import { sized } from '../kit/size.ts'

const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)
const rounds = sized(60, 600)
let exercise: Exercise
let other: Exercise
beforeAll(async () => {
  const { exercises } = await loadExercises('exercises')
  exercise = exercises.find((one) => one.id === 'crime-mapping')!
  other = exercises.find((one) => one.id === 'priorities')!
})

const names = ['Kazakhstan', 'Кыргызстан', 'Tajikistan', 'Uzbekistan']
const own = ['Scam call centres', 'Scam call-centers', 'Колл-центры мошенников', 'Cash couriers']

function anyCard(id: string, random: Chance): Card {
  const name = random() < 0.6 ? { code: oneOf(['HT', 'HE', 'CO'], random)! } : { own: oneOf(own, random)! }
  const rated = () => (random() < 0.2 ? null : 1 + Math.floor(random() * 5))
  return { id, kind: 'market', order: 0, fields: { name, scale: rated(), impact: rated(), trend: null, confidence: null, note: '' } }
}

/** A national session at some point of its plenary. */
function anyNational(at: number, random: Chance, exercises: readonly Exercise[] = [exercise]): NationalWork {
  let count = 0
  const newId = () => `s${String(at)}n${String(++count)}`
  const made = { id: `session${String(at)}`, code: '', title: names[at]!, place: '', created: at }
  const session = newSession({ ...made, groups: 1 + Math.floor(random() * 3), exercises }, newId)
  const item = session.agenda[0]!
  const cards = Object.fromEntries(
    session.groups.map(({ id }): [string, Card[]] => [
      item.boards[id]!,
      Array.from({ length: Math.floor(random() * 5) }, (_, card) => anyCard(`c${String(card)}`, random)),
    ]),
  )
  const keys = session.groups.flatMap(({ id }) => (cards[item.boards[id]!] ?? []).map((card) => keyOf(id, card.id)))
  const key = () => oneOf(keys, random)!
  const act = (): DecisionAct =>
    oneOf<DecisionAct>(
      [
        { act: 'join', keys: [key(), key(), key()] },
        { act: 'split', keys: [key()] },
        { act: 'keep-apart', keys: [key(), key()] },
        { act: 'title', key: key(), text: `Title ${String(Math.floor(random() * 9))}` },
        { act: 'set-aside', key: key() },
        { act: 'mark', key: key() },
        { act: 'place', key: key(), before: null },
      ],
      random,
    )!
  const decisions = Array.from({ length: keys.length === 0 ? 0 : Math.floor(random() * 8) }, (_, turn): Decision => ({
    ...act(),
    id: newId(),
    at: turn,
    by: 'Ann',
    undone: random() < 0.2,
    exercise: exercise.id,
  }))
  const { code: _, ...rest } = session
  return { session: { ...rest, decisions }, exercises, cards, marks: [] }
}

const anyNationals = (random: Chance) => Array.from({ length: 2 + Math.floor(random() * 3) }, (_, at) => anyNational(at, random))

const plan = { id: 'regional', title: 'Region', place: '', created: 9, exercises: ['crime-mapping'] }

function together(nationals: readonly NationalWork[]): Together {
  let count = 0
  const made = bringTogether(nationals, plan, () => `r${String(++count)}`)
  if (isRefusal(made)) throw new Error(JSON.stringify(made))
  return made
}

function boardsOf(nationals: readonly NationalWork[], { session, boards }: Together): GroupCards[] {
  const item = session.agenda[0]!
  return session.groups.map(({ id, from }) => {
    const board = boards.find(({ to }) => to === item.boards[id])!
    return { group: id, session: from!, cards: nationals.find((one) => one.session.id === from)!.cards[board.from] ?? [] }
  })
}

const mergedOf = (nationals: readonly NationalWork[], made = together(nationals)): Merged =>
  mergeGroups(boardsOf(nationals, made), exercise, made.session.decisions)

function mergedThere({ session, cards }: NationalWork): Merged {
  const boards = session.groups.map(({ id }) => ({ group: id, cards: cards[session.agenda[0]!.boards[id]!] ?? [] }))
  return mergeGroups(boards, exercise, session.decisions)
}

const keysOf = ({ clusters }: Merged) => clusters.flatMap(({ members }) => members.map(({ key }) => key)).sort()

/** Runs with a seed of its own for each round, which a failure names. */
function each(law: (random: Chance) => void, times = rounds): void {
  for (let round = 0; round < times; round++) {
    try {
      law(chance(seed + round))
    } catch (error) {
      throw new Error(`seed ${String(seed + round)}`, { cause: error })
    }
  }
}

describe(`laws of several sessions as one (seed ${String(seed)})`, () => {
  test('nothing is lost or doubled: each contribution of each session stands in one cluster', () => {
    each((random) => {
      const nationals = anyNationals(random)
      expect(keysOf(mergedOf(nationals))).toEqual(nationals.flatMap((one) => keysOf(mergedThere(one))).sort())
    })
  })

  test('the order of the sessions is irrelevant', () => {
    each((random) => {
      const nationals = anyNationals(random)
      const turned = nationals.toSorted(() => random() - 0.5)
      expect(together(turned)).toEqual(together(nationals))
    })
  })

  test('what a national plenary has as one cluster is not torn apart, and its set-aside entries take no others along', () => {
    each((random) => {
      const nationals = anyNationals(random)
      const merged = mergedOf(nationals)
      const homeOf = (key: string) => merged.clusters.find(({ members }) => members.some((one) => one.key === key))!
      for (const national of nationals)
        for (const { members, setAside } of mergedThere(national).clusters) {
          const homes = new Set(members.map(({ key }) => homeOf(key)))
          expect(homes.size).toBe(1)
          const [home] = homes
          expect(home!.setAside).toBe(setAside)
          if (setAside) expect(home!.members).toHaveLength(members.length)
        }
      expect(merged.stale).toEqual([])
    })
  })

  test('every decision that came along can be taken back: then all is as the cards alone have it; redone, as before', () => {
    each((random) => {
      const nationals = anyNationals(random)
      const made = together(nationals)
      const boards = boardsOf(nationals, made)
      const { decisions } = made.session
      const undone = decisions.toSorted(() => random() - 0.5).reduce<readonly Decision[]>((log, { id }) => log.map((one) => (one.id === id ? { ...one, undone: true } : one)), decisions) // prettier-ignore
      expect(mergeGroups(boards, exercise, undone).clusters).toEqual(mergeGroups(boards, exercise, []).clusters)
      expect(mergeGroups(boards, exercise, undone.map((one) => ({ ...one, undone: false }))).clusters).toEqual(mergedOf(nationals, made).clusters) // prettier-ignore
    })
  })

  test('n of m is told at both levels, and each level counts what the other is made of', () => {
    each((random) => {
      const nationals = anyNationals(random)
      const merged = mergedOf(nationals)
      // Tables that put nothing down were not at work, and neither was a session that has no others.
      const worked = nationals.filter(({ cards }) => Object.values(cards).some(({ length }) => length > 0))
      for (const cluster of merged.clusters) {
        const { groups, ofGroups, sessions } = tallyOf(cluster, merged)
        const named = namedIn(cluster, merged.sessions!)
        expect(named.flatMap((one) => one.groups).sort()).toEqual(cluster.groups)
        expect(sessions).toEqual({ count: named.length, of: worked.length })
        expect([groups, ofGroups]).toEqual([cluster.groups.length, merged.groups.length])
        expect(outerTally(cluster, merged).count).toBe(named.length)
        const { scale } = cluster.fields
        if (scale?.type !== 'ratings') continue
        const medians = mediansBySession(scale, merged.sessions!)
        expect(medians.size > 0).toBe(scale.median !== null)
        expect(agreementBetween(scale, merged.sessions!) === null).toBe(scale.median === null)
      }
      const counts = merged.clusters.filter(({ setAside }) => !setAside).map((one) => outerTally(one, merged).count)
      expect(counts).toEqual(counts.toSorted((a, b) => b - a))
    })
  })
})

test('a regional session is an archive like any other; a table of no session that it names is refused', () => {
  each(
    (random) => {
      const { session, exercises } = together(anyNationals(random))
      const archive = archiveOf({ ...session, code: '' }, exercises, random)
      const read = readArchive(archiveText(archive, sha256), sha256)
      if (isRefusal(read)) throw new Error(JSON.stringify(read))
      expect(read.archive.session).toEqual(archive.session)
      const [first, ...groups] = session.groups
      const strange = { ...archive, session: { ...archive.session, groups: [{ ...first!, from: 'nowhere' }, ...groups] } }
      expect(readArchive(archiveText(strange, sha256), sha256)).toEqual({ refused: 'archive-wrong', details: { where: 'session.sources' } })
    },
    sized(5, 60),
  )
})

test('what a list of tables said of a table comes along', () => {
  const [one, other] = [anyNational(0, chance(1)), anyNational(1, chance(2))]
  const groups = one.session.groups.map((group) => ({ ...group, name: 'Harbour', language: 'ru' as const, delegation: 'Kazakhstan' }))
  const made = together([{ ...one, session: { ...one.session, groups } }, other])
  const [first] = groups
  expect(made.session.groups.find(({ id }) => id === first!.id)).toEqual({ ...first, letter: `1${first!.letter}`, from: one.session.id })
})

describe('the report of several sessions', () => {
  const told = (nationals: readonly NationalWork[], language: Language) => {
    const made = together(nationals)
    const session = { ...made.session, code: '' }
    const boards = { 'crime-mapping': boardsOf(nationals, made) }
    return assembleReport({ session, exercises: made.exercises, boards, language, now: 10 }).blocks
  }

  test('tells by session, names the sessions and no table of them', () => {
    each(
      (random) => {
        const nationals = anyNationals(random)
        const merged = mergedOf(nationals)
        for (const language of languages) {
          const blocks = told(nationals, language)
          const tables = blocks.filter((block) => block.is === 'table')
          const sources = tables.find(({ rows }) => rows.length === nationals.length && rows.every((row, at) => row[0] === String(at + 1)))
          expect(sources?.rows.map((row) => row[1]).sort()).toEqual(nationals.map(({ session }) => session.title).sort())
          const text = JSON.stringify(blocks)
          for (const { id } of together(nationals).session.groups) expect(text).not.toContain(id)
          expect(text).not.toMatch(/"[1-9][A-C]\b/)
          if (merged.clusters.every(({ setAside }) => setAside)) continue
          const named = tables.find(({ head }) => head.some((words) => /^(No\.|№)\s\d/.test(words)))
          const isKept = ({ setAside, groups }: Cluster) => !setAside && groups.length > 0
          expect(named?.rows).toHaveLength(merged.clusters.filter(isKept).length)
        }
      },
      sized(15, 200),
    )
  })

  /** Twelve tables there and three each in two other sessions: ten of the twelve named one entry, one table of each session another. */
  const uneven = (): NationalWork[] =>
    [12, 3, 3].map((tables, at) => {
      let count = 0
      const made = { id: `session${String(at)}`, code: '', title: names[at]!, place: '', created: at }
      const { code: _, ...session } = newSession(
        { ...made, groups: tables, exercises: [exercise] },
        () => `s${String(at)}n${String(++count)}`,
      )
      const market = (id: string, name: Value): Card => ({ id, kind: 'market', order: 0, fields: { name, scale: 4, impact: 4, trend: null, confidence: null, note: '' } }) // prettier-ignore
      const cardsAt = (table: number) => [
        ...(at === 0 && table < 10 ? [market('x', { code: 'CO' })] : []),
        ...(table === 0 ? [market('y', { code: 'HE' })] : []),
        ...(at === 2 && table === 0 ? [market('z', { code: 'HT' })] : []),
        market('w', { own: `Of table ${String(at)}.${String(table)}` }),
      ]
      const cards = Object.fromEntries(session.groups.map(({ id }, table) => [session.agenda[0]!.boards[id]!, cardsAt(table)]))
      return { session, exercises: [exercise], cards, marks: [] }
    })

  test.each(languages)('counts sessions (%s): what ten tables of one session named is no agreement and no finding', (language) => {
    const label = (code: string) => exercise.vocabularies['markets']!.terms.find((term) => term.code === code)!.label[language]
    const blocks = told(uneven(), language)
    const under = (words: string) => {
      const from = blocks.findIndex((block) => block.is === 'heading' && block.text === words)
      const rest = blocks.slice(from + 1)
      return JSON.stringify(
        rest.slice(
          0,
          rest.findIndex(({ is }) => is === 'heading'),
        ),
      )
    }
    const [convergence, alone, of] =
      language === 'en'
        ? ['Points of convergence', 'Named in one session only', '3 of 3 sessions, 3 of 18 groups']
        : ['Совпадение мнений', 'Названо только в одной сессии', '3\u00a0из\u00a03\u00a0сессий, 3\u00a0из\u00a018\u00a0групп']
    expect(under(convergence)).toContain(label('HE'))
    expect(under(convergence)).toContain(of)
    expect(under(convergence)).not.toContain(label('CO'))
    expect(under(alone)).toContain(label('CO'))
    expect(under(alone)).toContain(label('HT'))
    expect(under(alone)).not.toContain(label('HE'))
    const [findings] = blocks.flatMap((block) => (block.is === 'points' ? [block.points] : []))
    expect(findings).toHaveLength(1)
    expect(findings![0]).toContain(label('HE'))
    expect(findings![0]).toContain(of)
  })

  test('a session by itself has nothing of it', () => {
    const [national] = anyNationals(chance(4))
    const session = { ...national!.session, code: '' }
    const report = assembleReport({ session, exercises: [exercise], boards: {}, language: 'en', now: 10 })
    expect(JSON.stringify(report.blocks)).not.toContain('Sessions brought together')
  })
})

describe('what cannot be brought together is refused in words', () => {
  const refusedAs = (nationals: readonly NationalWork[], exercises = plan.exercises) => {
    const made = bringTogether(nationals, { ...plan, exercises }, () => 'x')
    return isRefusal(made) ? ([made.refused, made.details] as [RefusalCode, object]) : null
  }
  const two = () => [anyNational(0, chance(1)), anyNational(1, chance(2))] as const

  test('the same session twice, one alone, a regional one, a copy under another id', () => {
    const [one, two_] = two()
    expect(refusedAs([one, two_, one])).toEqual(['session-twice', { title: 'Kazakhstan' }])
    expect(refusedAs([one])).toEqual(['too-few-sessions', {}])
    const regional = { ...one, session: { ...together([one, two_]).session, title: 'Region' } }
    expect(refusedAs([anyNational(2, chance(3)), regional])?.[0]).toBe('regional-in-regional')
    const copy = { ...one, session: { ...one.session, id: 'copy', title: 'Kazakhstan (copy)' } }
    expect(refusedAs([one, copy])?.[0]).toBe('same-tables')
    expect(refusedAs([one, two_])).toBeNull()
  })

  test('an exercise of two versions is named, with the sessions that ran them; what a session may choose is no version', () => {
    const [one, two_] = two()
    const kind = { ...exercise.kinds['market']!, sameWhen: [] }
    const changed = { ...exercise, kinds: { ...exercise.kinds, market: kind } }
    const later = { ...two_, exercises: [changed] }
    expect(fitsOf([one, later])[0]!.fit).toEqual({ is: 'differs', one: 'Kazakhstan', other: 'Кыргызстан' })
    const refused = refusedAs([one, later])
    expect(refused?.[0]).toBe('exercise-differs')
    expect(refused?.[1]).toEqual({ exercise: Object.values(exercise.title).join(' / '), one: 'Kazakhstan', other: 'Кыргызстан' })
    const shared = { ...two_, exercises: [{ ...exercise, assemble: 'name', sample: [] }] }
    expect(refusedAs([one, shared])).toBeNull()
  })

  test('an exercise that one of them did not run stays out, and says where it is missing', () => {
    const [one, two_] = [anyNational(0, chance(1), [exercise, other]), anyNational(1, chance(2))]
    expect(fitsOf([one, two_]).map(({ exercise: id, fit }) => [id, fit.is])).toEqual([['crime-mapping', 'fits'], ['priorities', 'missing']]) // prettier-ignore
    expect(refusedAs([one, two_], ['crime-mapping', 'priorities'])).toEqual(['exercise-missing', { exercise: Object.values(other.title).join(' / '), title: 'Кыргызстан' }]) // prettier-ignore
    expect(refusedAs([one, two_], [])?.[0]).toBe('no-common-exercise')
  })
})
