/** Does something when the page has nothing else to do, or after so long at the latest; the answer calls it off. */
export function whenIdle(act: () => void, patienceMs: number): () => void {
  // Not every browser has it.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(act, patienceMs / 4)
    return () => clearTimeout(timer)
  }
  const due = requestIdleCallback(act, { timeout: patienceMs })
  return () => cancelIdleCallback(due)
}
