import { build } from 'vite'
import { addCard } from '../../shared/board/board.ts'
import { openBrowser } from '../browser/kit.ts'
import { chance, oneOf } from '../kit/chance.ts'
import { SimulatedFacilitator } from '../kit/facilitator.ts'
import { SimulatedPerson } from '../kit/people.ts'
import { ServerProcess } from '../kit/server-process.ts'
import { until } from '../kit/waiting.ts'
import { labelledPairs } from './pairs/labelled.ts'
const titles = labelledPairs().flatMap(({ left, right }) => [left, right])
const server = await ServerProcess.start({ script: 'server/main.ts' })
const browser = await openBrowser()
try {
  const facilitator = await SimulatedFacilitator.open(server.link)
  const made = await facilitator.makeSession('Desk', 12, ['crime-mapping'])
  const con = await facilitator.enter(made.id)
  await con.send({ do: 'open-step', step: 'choose', minutes: 60 })
  const random = chance(11)
  for (const [index, { id }] of con.view!.groups.entries()) {
    const person = await SimulatedPerson.join({ url: server.url, code: made.code, group: id, name: `P${index}`, seed: index + 1 })
    const line = await person.openBoard('crime-mapping')
    const exercise = await person.exercise('crime-mapping')
    const terms = exercise.vocabularies['markets']!.terms
    for (let card = 0; card < 150; card++) {
      const name = random() < 0.4 ? { code: oneOf(terms, random)!.code } : { own: `${oneOf(titles, random)!}${random() < 0.5 ? ` ${card}` : ''}` }
      const rated = () => 1 + Math.floor(random() * 5)
      addCard(line.doc, `c${card}`, exercise.kinds['market']!, { name, scale: rated(), impact: rated() }, null)
    }
    await until(() => line.saved === line.edits, 'not saved', 60_000)
    person.leave()
  }
  await new Promise((r) => setTimeout(r, 6000))
  const page = await (await browser.newContext({ locale: 'en', viewport: { width: 1366, height: 768 } })).newPage()
  await page.goto(await facilitator.invite())
  await page.locator('main').first().waitFor()
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Profiler.enable')
  for (let k = 0; k < 3; k++) {
    await page.addInitScript(() => {
      const w = window as any
      w.marks = []
      const WS = window.WebSocket
      w.WebSocket = class extends WS { constructor(u: any, p?: any) { super(u, p); w.marks.push(['ws', performance.now()]); this.addEventListener('message', (e: any) => w.marks.push(['msg ' + String(e.data).slice(0, 22) + ' ' + String(e.data).length, performance.now()])) } }
    })
    await cdp.send('Profiler.start')
    await page.goto(`${server.url}/merge?session=${made.id}`, { waitUntil: 'commit' })
    const t = await page.evaluate(() => new Promise<number>((resolve) => { const look = () => { if (document.querySelectorAll('article').length >= 12 && document.querySelector('.proposal')) requestAnimationFrame(() => resolve(performance.now())); else requestAnimationFrame(look) }; look() }))
    const { profile } = await cdp.send('Profiler.stop')
    console.log('drawn', t.toFixed(0))
    const info = await page.evaluate(() => ({ m: (window as any).marks.slice(0, 12), r: performance.getEntriesByType('resource').map((e: any) => [e.name.split('/').slice(3).join('/').slice(0, 60), e.startTime.toFixed(0), e.responseEnd.toFixed(0)]), n: (performance.getEntriesByType('navigation')[0] as any).responseEnd }))
    if (k === 2) {
      console.log(JSON.stringify(info.m.map((x: any) => [x[0], Math.round(x[1])])), info.n)
      console.log(info.r.map((x: any) => x.join(' ')).join('\n'))
      const self = new Map<string, number>()
      const total = profile.timeDeltas!.length
      const byId = new Map(profile.nodes.map((n) => [n.id, n]))
      profile.samples!.forEach((id, i) => { const n = byId.get(id)!; const key = `${n.callFrame.functionName} ${n.callFrame.url.split('/').at(-1)}:${n.callFrame.lineNumber}:${n.callFrame.columnNumber}`; self.set(key, (self.get(key) ?? 0) + profile.timeDeltas![i]!) })
      console.log([...self].sort((a, b) => b[1] - a[1]).slice(0, 25).map(([k2, v]) => `${(v / 1000).toFixed(0)} ${k2}`).join('\n'), total)
    }
  }
  con.close()
} finally { await browser.close(); await server.close() }
process.exit()
