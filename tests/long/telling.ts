import { parseArgs } from 'node:util'

/** The seed of a long run: the one that is given, else a fresh one. Flags of other parts are passed over. */
export function seedGiven(): number {
  const { values } = parseArgs({ options: { seed: { type: 'string' } }, strict: false })
  return typeof values.seed === 'string' ? Number(values.seed) : Math.floor(Math.random() * 1e6)
}

export const say = (line: string) => void process.stdout.write(`${line}\n`)

/** Ends the process with what was found. */
export function endWith(wrong: readonly string[]): never {
  for (const sentence of wrong.slice(0, 50)) say(`- ${sentence}`)
  process.exit(wrong.length > 0 ? 1 : 0)
}
