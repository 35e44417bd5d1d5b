import type { TextKey, Translate } from '../i18n/messages.ts'

type MistakeText = Extract<TextKey, `mistakes.${string}`>
type Name = MistakeText extends `mistakes.${infer Rest}` ? Rest : never

/** What is wrong and what to do, in no language yet: a text of the section `mistakes` and what fills its places. */
export interface Wrong {
  readonly text: MistakeText
  readonly args: Readonly<Record<string, string | number>>
}

/** A mistake in a file: where it is inside the file, and what is wrong there. */
export interface Mistake {
  readonly path: readonly (string | number)[]
  readonly says: Wrong
}

/** A mistake as people are told of it: the file, the line (from 1; null where nobody can tell), and what is wrong. */
export interface Problem {
  readonly file: string
  readonly line: number | null
  readonly says: Wrong
}

export function wrong(name: Name, args: Wrong['args'] = {}): Wrong {
  return { text: `mistakes.${name}`, args }
}

export function problem(file: string, says: Wrong, line: number | null = null): Problem {
  return { file, line, says }
}

/** The problem as one sentence, with file and line before it. */
export function tellProblem({ file, line, says }: Problem, t: Translate): string {
  const sentence = t(says.text, says.args)
  return line === null ? t('mistakes.inFile', { file, says: sentence }) : t('mistakes.onLine', { file, line, says: sentence })
}
