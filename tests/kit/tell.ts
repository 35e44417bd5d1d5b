import { tellProblem, type Problem } from '../../shared/exercise/problem.ts'
import type { Language } from '../../shared/i18n/language.ts'
import { translator } from '../../shared/i18n/messages.ts'

/** The problems as people read them, a line each. */
export function tell(problems: readonly Problem[], language: Language = 'en'): string {
  return problems.map((problem) => tellProblem(problem, translator(language))).join('\n')
}
