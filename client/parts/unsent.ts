/**
 * What a facilitator has typed or arranged and not sent yet, kept by the browser so that its crash loses none of it. A database
 * and not the simpler storage, which reaches the disk only seconds later. Every failure is silent: then nothing is kept, as before.
 */
const store = 'unsent'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('roundtable', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(store)
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(new Error('no database'))
  })
}

/** One connection for the page: what is written first is kept first. */
let database: Promise<IDBDatabase> | null = null

async function ask<Result>(mode: IDBTransactionMode, work: (all: IDBObjectStore) => IDBRequest<Result>): Promise<Result | null> {
  try {
    const opened = await (database ??= open())
    return await new Promise((resolve, reject) => {
      const request = work(opened.transaction(store, mode).objectStore(store))
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(new Error('not done'))
    })
  } catch {
    return null
  }
}

/** What was kept under the name for the session; null when there is nothing. */
export const readUnsent = async <Kept>(session: string, name: string): Promise<Kept | null> =>
  ((await ask<unknown>('readonly', (all) => all.get(`${session} ${name}`))) as Kept | undefined) ?? null

/** Null forgets it. The value must be plain. */
export function keepUnsent(session: string, name: string, value: unknown): void {
  const key = `${session} ${name}`
  void ask('readwrite', (all): IDBRequest => (value === null ? all.delete(key) : all.put(value, key)))
}

/** The session is wiped here, and so is what this browser kept of it. */
export function forgetUnsent(session: string): void {
  void ask('readwrite', (all) => all.delete(IDBKeyRange.bound(`${session} `, `${session} \uffff`)))
}
