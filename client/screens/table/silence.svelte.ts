/** Longer than a page needs to go to another address by itself, where one answers. */
const patienceMs = 7000

/** Whether the server has been silent for so long that what it said last need not be so any more. */
export class Silence {
  isLong = $state(false)

  /** Call it in an effect, whenever that changes; gives the way to end it. */
  begin(connected: boolean): () => void {
    if (connected) this.isLong = false
    const timer = connected ? undefined : setTimeout(() => (this.isLong = true), patienceMs)
    return () => clearTimeout(timer)
  }
}
