import { ownHeader } from '../../shared/protocol/control.ts'
import { isRefusal, refuse, type Refusal } from '../../shared/refusals.ts'
import { Deadline, type Patience } from './patience.ts'

/** A laptop that changes networks loses what is on its way; what only reads is asked for again, after these waits. */
const readAgainMs = [500, 2000]
/** For what may be asked again without harm. */
const silentMs = 8000
/** A change that is given up may have been made all the same: people are told late rather than wrongly. */
const changeMs = 60_000

type Method = 'GET' | 'POST'

/**
 * Asks the server; what comes back is the answer or a refusal, never an exception, and it comes: a server of which nothing is heard for
 * long is not reached. Only what is uploaded is waited for as long as it takes. A File is sent as a zip, another Blob as what it says it is.
 */
export async function ask<T>(method: Method, path: string, body?: unknown, patience: Patience = {}): Promise<T | Refusal> {
  for (const wait of method === 'GET' ? readAgainMs : []) {
    const answer = await askOnce<T>(method, path, body, patience)
    if (!isRefusal(answer) || answer.refused !== 'not-connected' || patience.signal?.aborted) return answer
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
  return askOnce<T>(method, path, body, patience)
}

async function askOnce<T>(method: Method, path: string, body: unknown, patience: Patience): Promise<T | Refusal> {
  const usual = body instanceof Blob ? undefined : method === 'GET' ? silentMs : changeMs
  const deadline = new Deadline({ silentMs: usual, ...patience })
  try {
    const type = body instanceof File ? 'application/zip' : body instanceof Blob ? body.type : 'application/json'
    const answer = await fetch(path, {
      method,
      headers: { [ownHeader]: '1', ...(body === undefined ? {} : { 'Content-Type': type }) },
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
      signal: deadline.signal,
    })
    const json = await jsonIn(answer, deadline)
    if (isRefusal(json)) return refuse(json.refused, json.details)
    if (!answer.ok) return refuse('something-broke')
    // Torn on its way, or the page of a portal that stands before the network: our server has not answered.
    return json === undefined ? refuse('not-connected') : (json as T)
  } catch {
    return refuse('not-connected')
  } finally {
    deadline.over()
  }
}

/** What an answer says; undefined where it is none of ours or did not come whole. */
async function jsonIn({ body }: Response, deadline: Deadline): Promise<unknown> {
  const listen = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, next) {
      deadline.heard()
      next.enqueue(piece)
    },
  })
  deadline.heard()
  return body === null ? undefined : ((await new Response(body.pipeThrough(listen)).json().catch(() => undefined)) as unknown)
}

export const againMs = 2000

/**
 * Asks until the server can be reached, or nobody waits any more; `waiting` is told each time that it cannot. Only for what may be asked
 * more than once without harm.
 */
export async function askAgain<T>(
  waiting: (refusal: Refusal) => void,
  method: Method,
  path: string,
  body?: unknown,
  patience: Patience = {},
): Promise<T | Refusal> {
  for (;;) {
    const answer = await ask<T>(method, path, body, { silentMs, ...patience })
    if (!isRefusal(answer) || answer.refused !== 'not-connected' || patience.signal?.aborted) return answer
    waiting(answer)
    await new Promise((resolve) => setTimeout(resolve, againMs))
  }
}
