export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Waits until the condition holds; throws the sentence when it does not hold in time. */
export async function until(holds: () => boolean, sentence: string | (() => string), withinMs = 10_000): Promise<void> {
  const end = performance.now() + withinMs
  while (!holds()) {
    if (performance.now() > end) throw new Error(typeof sentence === 'string' ? sentence : sentence())
    await pause(10)
  }
}
