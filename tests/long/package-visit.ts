import { arrange } from '../server/kit/server.ts'

/** Makes a session on a packaged server and asks for its files; ends with 1 when one of them is not what it should be. */
const link = process.argv[2] ?? ''
const people = arrange(Number(new URL(link).port), () => Promise.resolve(link))
const ann = await people.facilitator('Ann')
const made = await people.session(ann)
await people.seat(made.code, 0, 'Aida')
const begins = { docx: 'PK', pdf: '%PDF', xlsx: 'PK' }
let failed = !(await (await ann.get('/')).text()).includes('/assets/')
for (const [format, start] of Object.entries(begins)) {
  const bytes = Buffer.from(await (await ann.get(`/rt/facilitator/report/${made.id}.${format}?lang=en&job=${format}`)).arrayBuffer())
  process.stdout.write(`${format}: ${bytes.length} bytes. `)
  failed ||= bytes.subarray(0, start.length).toString() !== start
}
process.exit(failed ? 1 : 0)
