/** What is left of a frame for work that nobody waits for. */
const sliceMs = 10

/** Does long work in slices, with a frame between them: the page stays alive meanwhile. The work rests wherever it yields. */
export async function unhurried<Result>(work: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const end = performance.now() + sliceMs
    do {
      const step = work.next()
      if (step.done) return step.value
    } while (performance.now() < end)
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  }
}
