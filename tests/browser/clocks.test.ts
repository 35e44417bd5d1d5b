import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { table as words } from '../../shared/i18n/en/table.ts'
import { isLong } from '../kit/size.ts'
import { Laptop, type ControlLink } from '../server/kit/people.ts'
import { makeSession, openBrowser, runServer, takeSeat, type RunningRoom, type RunningServer } from './kit.ts'
import { countdown, spreadOf, spreads, WrongClock, type Shown, type Spread } from './wrong-clock.ts'

let browser: Browser
let server: RunningServer
let room: RunningRoom
beforeAll(async () => {
  browser = await openBrowser()
  server = await runServer()
  room = await makeSession(browser, server, { title: 'Clocks', tables: 1 })
})
afterAll(async () => {
  await browser.close()
  await server.kill()
})

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const spreadMs = 500
/** Beside other tests a page may stand still because the machine has no time for it; the long run has the machine for itself. */
const within = ({ seen, own }: Spread) => (isLong ? seen : own)

test('C7: on ten laptops with wrong clocks, two of which are set in mid-round, each second appears within 500 ms, and the server ends the round', async () => {
  const skews = [0, 1200, -1200, 7 * minuteMs, -7 * minuteMs, hourMs, -hourMs, dayMs, -dayMs, 40 * dayMs]
  const laptops = await Promise.all(skews.map((skew) => WrongClock.open(browser, skew)))
  await Promise.all(laptops.map(({ page }, index) => takeSeat(page, server.url, { code: room.code, table: 0, name: `Clock ${index}` })))
  const facilitator = await (
    await Laptop.of(room.facilitator.page.context(), 'facilitator', server.port)
  ).connect('facilitator', room.session)
  let { view } = facilitator
  facilitator.socket.on('view', (fresh: typeof view) => (view = fresh))
  const seats = await Promise.all(
    laptops.map(async ({ page }) => (await Laptop.of(page.context(), 'seat', server.port, server.url)).connect('seat', room.session)),
  )
  const steer = (id: string, command: object) => facilitator.send({ id, turn: view.turn, command: { ...command, step: 'rate' } })
  const run = () => view.agenda[0]?.steps.find(({ id }) => id === 'rate')
  const allShow = async (text: string, timeout: number) => Promise.all(laptops.map(({ page }) => page.getByText(text).waitFor({ timeout })))
  const measure = async (seconds: number) => {
    for (const laptop of laptops) await laptop.forget()
    const look = async () => spreads(await Promise.all(laptops.map((laptop) => laptop.shown())))
    await expect.poll(async () => (await look()).size, { timeout: (seconds + 20) * 1000 }).toBeGreaterThanOrEqual(seconds)
    return largest(await look())
  }

  expect(await steer('open', { do: 'open-step', minutes: 1 })).toMatchObject({ ok: true })
  await expect.poll(() => run()?.state.is).toBe('open')
  const state = run()?.state
  const until = state?.is === 'open' ? state.until : 0
  await Promise.all(laptops.map(({ page }) => expect.poll(() => countdown(page)).toBeGreaterThan(0)))
  const before = await measure(6)
  // The control: the clocks are really wrong, and a page that trusted its own would show each second so much too early or too late.
  const clocks = await Promise.all(laptops.map((laptop) => laptop.now()))
  expect(Math.max(...clocks) - Math.min(...clocks)).toBeGreaterThan(40 * dayMs)
  const trusting = spreads(await Promise.all(laptops.map(async (laptop) => byOwnClock(await laptop.shown(), laptop.skewMs))))
  expect(Math.min(...[...trusting.values()].map(({ own }) => own))).toBeGreaterThan(14 * minuteMs)
  // One by more and one by less than any network delays.
  await Promise.all([laptops[7]?.setTo(-hourMs), laptops[0]?.setTo(900)])
  const after = await measure(6)
  expect(within(before)).toBeLessThanOrEqual(spreadMs)
  expect(within(after)).toBeLessThanOrEqual(spreadMs)

  // The time runs out while all ten go on sending: what the server takes, it took before the end, whatever their clocks say.
  for (const laptop of laptops) await laptop.forget()
  await expect.poll(() => until - Date.now(), { timeout: 60_000, interval: 20 }).toBeLessThan(400)
  const ofItself = await sendUntilRefused(seats, 'over', 1)
  // Nothing lies between the last that was taken and the end.
  await expect.poll(() => run()?.state.is).toBe('closed')
  expect(view.revision).toBe(ofItself.last + 1)
  await allShow(words.timeUp, 5000)
  const ends = await Promise.all(laptops.map(async (laptop) => (await laptop.shown()).get('00:00')))
  expect(ends).not.toContain(undefined)
  const shownEnds = ends.flatMap((end) => end ?? [])
  expect(within(spreadOf(shownEnds))).toBeLessThanOrEqual(spreadMs)
  // The server's own end is a moment like theirs.
  const off = spreadOf([...shownEnds, { from: until, at: until }])
  expect(within(off)).toBeLessThanOrEqual(spreadMs)

  // And so when the facilitator closes it.
  expect(await steer('again', { do: 'open-step', minutes: 30 })).toMatchObject({ ok: true })
  await Promise.all(laptops.map(({ page }) => page.getByText(words.timeUp).waitFor({ state: 'detached' })))
  for (const command of [{ do: 'take-rapporteur' }, { do: 'rate-again', step: 'rate' }])
    expect(await seats[0]?.send({ id: command.do, turn: null, command })).toMatchObject({ ok: true })
  const sending = sendUntilRefused(seats, 'closed', 2)
  const closed = await steer('close', { do: 'close-step' })
  const byHand = await sending
  expect(closed).toEqual({ ok: true, revision: byHand.last + 1 })
  await allShow(words.timeUp, 5000)
  expect(Math.min(ofItself.taken, byHand.taken)).toBeGreaterThan(0)
  process.stdout.write(
    `C7: ten laptops, clocks ${(Math.max(...skews) - Math.min(...skews)) / dayMs} days apart: each second appears within ${before.seen} ms, after two were set ${after.seen} ms; ` +
      `the end within ${off.seen} ms of the server's (${off.own} ms without what pages stood still); ${ofItself.taken} and ${byHand.taken} taken before an end, 0 after one\n`,
  )
  for (const { socket } of [facilitator, ...seats]) socket.close()
}, 180_000)

/** Of the spreads of each second, the largest. */
function largest(of: ReadonlyMap<string, Spread>): Spread {
  const most = (key: keyof Spread) => Math.max(...[...of.values()].map((spread) => spread[key]))
  return { seen: most('seen'), own: most('own') }
}

/** What a page that trusts the laptop's clock would have shown when. */
const byOwnClock = (shown: Shown, skewMs: number): Shown =>
  new Map([...shown].map(([text, { from, at }]) => [text, { from: from - skewMs, at: at - skewMs }]))

/**
 * All laptops send what counts only while the step is open, one answer after the other, until each was refused. Says how many the
 * server took, and the last revision that it took one with.
 */
async function sendUntilRefused(seats: readonly ControlLink[], name: string, round: number): Promise<{ taken: number; last: number }> {
  const revisions: number[] = []
  const command = { do: 'rate', step: 'rate', round, rated: false, answers: [] }
  const one = async ({ send }: ControlLink, index: number) => {
    for (let count = 0; ; count++) {
      const answer = await send({ id: `${name}-${index}-${count}`, turn: null, command })
      if (!answer.ok) return answer.refused
      revisions.push(answer.revision)
    }
  }
  expect(new Set(await Promise.all(seats.map(one)))).toEqual(new Set(['step-not-open']))
  return { taken: revisions.length, last: Math.max(...revisions) }
}
