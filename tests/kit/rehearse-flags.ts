import { parseArgs } from 'node:util'

/** What the rehearsal says about itself. */
export const help = `
npm run rehearse -- --groups 6 --people 24 --minutes 2

With a Roundtable that runs, give one of these as well:
  --code ABCDEF   people join your session and follow you through the steps that you open on the console.
                  Make a session for the rehearsal: what they write stays in it.
  --link <link>   the facilitator's one-time link. The rehearsal makes a session of its own and opens its steps itself.
  --url <address> where Roundtable runs, when it is another laptop (with --code)

Where none runs, the rehearsal starts one, on data of its own that is taken away at the end.
`

export interface RehearsalFlags {
  readonly url: string
  readonly code: string | undefined
  readonly link: string | undefined
  readonly size: { readonly groups: number; readonly people: number; readonly minutes: number }
}

/** Reads the flags; a plain sentence and the end of the process (2) when one makes no sense. */
export function readFlags(): RehearsalFlags {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({ options: { url: text, code: text, link: text, groups: text, people: text, minutes: text } })
    const { url = 'http://127.0.0.1:8080', code, link, groups = '6', people = '24', minutes = '2' } = values
    const size = { groups: wholeFrom('groups', groups, 100), people: wholeFrom('people', people, 500), minutes: minutesFrom(minutes) }
    return { url: URL.parse(url)?.origin ?? refuse('--url is an address such as http://192.168.1.20:8080.'), code, link, size }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${help}`)
    return process.exit(2)
  }
}

function wholeFrom(flag: string, text: string, most: number): number {
  const value = Number(text)
  return Number.isInteger(value) && value >= 1 && value <= most ? value : refuse(`--${flag} is a whole number from 1 to ${most}.`)
}

function minutesFrom(text: string): number {
  const value = Number(text)
  return value > 0 && value <= 600 ? value : refuse('--minutes is a number of minutes up to 600.')
}

function refuse(sentence: string): never {
  throw new Error(sentence)
}
