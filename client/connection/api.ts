import { ownHeader } from '../../shared/protocol/control.ts'
import { isRefusal, refuse, type Refusal } from '../../shared/refusals.ts'

/** A laptop that changes networks loses what is on its way; what only reads is asked for again, after these waits. */
const readAgainMs = [500, 2000]

/**
 * Asks the server; what comes back, within a time if one is given, is the answer or a refusal, never an exception. A File
 * is sent as a zip, another Blob as what it says it is.
 */
export async function ask<T>(method: 'GET' | 'POST', path: string, body?: unknown, withinMs?: number): Promise<T | Refusal> {
  for (const wait of method === 'GET' ? readAgainMs : []) {
    const answer = await askOnce<T>(method, path, body, withinMs)
    if (!isRefusal(answer) || answer.refused !== 'not-connected') return answer
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
  return askOnce<T>(method, path, body, withinMs)
}

async function askOnce<T>(method: 'GET' | 'POST', path: string, body?: unknown, withinMs?: number): Promise<T | Refusal> {
  try {
    const type = body instanceof File ? 'application/zip' : body instanceof Blob ? body.type : 'application/json'
    const answer = await fetch(path, {
      method,
      headers: { [ownHeader]: '1', ...(body === undefined ? {} : { 'Content-Type': type }) },
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
      ...(withinMs === undefined ? {} : { signal: AbortSignal.timeout(withinMs) }),
    })
    const json: unknown = await answer.json().catch(() => undefined)
    if (isRefusal(json)) return refuse(json.refused, json.details)
    if (!answer.ok) return refuse('something-broke')
    // Torn on its way, or the page of a portal that stands before the network: our server has not answered.
    return json === undefined ? refuse('not-connected') : (json as T)
  } catch {
    return refuse('not-connected')
  }
}

export const againMs = 2000

/** Asks until the server can be reached; `waiting` is told each time that it cannot. */
export async function askAgain<T>(waiting: (refusal: Refusal) => void, ...asked: Parameters<typeof ask>): Promise<T | Refusal> {
  for (;;) {
    const answer = await ask<T>(...asked)
    if (!isRefusal(answer) || answer.refused !== 'not-connected') return answer
    waiting(answer)
    await new Promise((resolve) => setTimeout(resolve, againMs))
  }
}
