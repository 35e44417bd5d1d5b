/** How a job failed, as it travels between threads: of an error itself its codes would stay behind. */
export interface Failure {
  readonly message: string
  readonly stack?: string | undefined
  /** What the system calls it, and SQLite. */
  readonly codes: { readonly code?: unknown; readonly errcode?: unknown }
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error), codes: {} }
  const { message, stack, code, errcode } = error as Error & Failure['codes']
  return { message, stack, codes: { ...(code === undefined ? {} : { code }), ...(errcode === undefined ? {} : { errcode }) } }
}

/** The error as it was. */
export function errorOf({ message, stack, codes }: Failure): Error {
  return Object.assign(new Error(message), codes, stack === undefined ? {} : { stack })
}
