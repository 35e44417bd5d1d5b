/** The files a report can be taken home in, the main one first. The page that is looked at is beside them. */
export const reportFiles = ['docx', 'pdf', 'xlsx', 'md', 'zip'] as const
export type ReportFile = (typeof reportFiles)[number]
export type ReportFormat = ReportFile | 'html'

export function isReportFile(value: unknown): value is ReportFile {
  return (reportFiles as readonly unknown[]).includes(value)
}

/** A Word file, as browsers call it. */
export const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
/** Of a template that an organiser brings, in bytes. */
export const largestTemplate = 5_000_000
