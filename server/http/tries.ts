import { RateLimiterMemory } from 'rate-limiter-flexible'

/**
 * Limits guessing of codes. Only failures count, for forty people share one address when they join at once.
 * `RELIABILITY` arithmetic: at 60 a minute a code of 2^30 holds for years.
 */
export class Tries {
  readonly #ofAddress = new RateLimiterMemory({ points: 10, duration: 60 })
  readonly #ofAll = new RateLimiterMemory({ points: 60, duration: 60 })

  /** True when this address, or everybody together, has guessed too often in this minute. */
  async areUsedUp(address: string): Promise<boolean> {
    const [own, all] = await Promise.all([this.#ofAddress.get(address), this.#ofAll.get('all')])
    return (own?.consumedPoints ?? 0) >= 10 || (all?.consumedPoints ?? 0) >= 60
  }

  async failed(address: string): Promise<void> {
    await Promise.allSettled([this.#ofAddress.consume(address), this.#ofAll.consume('all')])
  }
}
