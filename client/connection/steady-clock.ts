/**
 * This laptop's time in ms since 1970, as it was when the page was opened and counted on from there: wrong where the laptop's
 * clock is wrong, and never moved by somebody who sets it.
 */
export function steadyNow(): number {
  return performance.timeOrigin + performance.now()
}
