import { parentPort } from 'node:worker_threads'
import { assembleReport } from '../../shared/report/assemble.ts'
import type { FromWriting, WritingJob } from './writing.ts'

/** The thread in which reports are written. A format's library is read when it is first asked for. */
const say = (said: FromWriting) => parentPort?.postMessage(said)
const tell = (share: number) => say({ share })

async function write({ format, input, template }: WritingJob): Promise<Uint8Array> {
  switch (format) {
    case 'html':
      return Buffer.from((await import('./html.ts')).renderHtml(assembleReport(input)))
    case 'docx':
      return (await import('./docx.ts')).renderDocx(assembleReport(input), tell, template)
    case 'pdf':
      return (await import('./pdf.ts')).renderPdf(assembleReport(input), tell)
    case 'md':
      return Buffer.from((await import('./markdown.ts')).renderMarkdown(assembleReport(input)))
    case 'xlsx':
      return (await import('./xlsx.ts')).renderXlsx(input)
    case 'zip':
      return (await import('./bundle.ts')).renderBundle(input, tell)
  }
}

parentPort?.on('message', (job: WritingJob) => {
  write(job).then(
    (bytes) => say({ bytes }),
    (error: unknown) => say({ failed: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' }),
  )
})
