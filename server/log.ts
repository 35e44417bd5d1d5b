import { pino } from 'pino'

/**
 * The only way to log. What a line may say is listed here: ids, codes of refusals, counts and the kind of an error;
 * never texts, names, codes, cookies, addresses or a message that quotes input.
 */
export interface LogFields {
  readonly session?: string
  readonly board?: string
  readonly refused?: string
  readonly count?: number
  readonly error?: unknown
}

const out = pino(
  { level: process.env['ROUNDTABLE_LOG'] ?? 'warn', base: null, timestamp: pino.stdTimeFunctions.isoTime },
  pino.destination(2),
)

export function log(level: 'info' | 'warn' | 'error', what: string, fields: LogFields = {}): void {
  const { error, ...rest } = fields
  out[level]({ ...rest, ...(error === undefined ? {} : { kind: kindOf(error) }) }, what)
}

/** The class of an error, its code and where it happened, without its message; and the same of what it came from. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  const number = 'errcode' in error && typeof error.errcode === 'number' ? ` ${error.errcode}` : ''
  const place = /\n\s+at (.+)/.exec(error.stack ?? '')?.[1] ?? ''
  const from = error.cause === undefined ? '' : `, from ${kindOf(error.cause)}`
  return `${error.name}${code}${number} ${place}`.trim() + from
}
