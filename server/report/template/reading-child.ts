import { readTemplate } from './read.ts'

/** The process in which a template from outside is read. Started by `templates.ts`, for one file; it may be ended at any moment. */
process.once('message', (job) => {
  const { bytes, name } = job as { bytes: Uint8Array; name: string }
  process.send?.(readTemplate(bytes, name), () => process.exit())
})
// Whoever asked is gone.
process.once('disconnect', () => process.exit())
