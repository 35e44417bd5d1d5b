/** True when `npm run test:long -- --only suite` runs: the same tests, at full size. */
export const isLong = process.env['LONG'] === '1'

/** How many, how often or how long: the figure of the quick suite, or that of the long run. */
export const sized = (quick: number, long: number): number => (isLong ? long : quick)
