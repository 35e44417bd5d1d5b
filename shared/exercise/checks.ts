import type { Definition } from './schema.ts'

type Kinds = Definition['kinds']
type Tell = (path: (string | number)[], noun: string, name: string, known: readonly string[]) => void

/** What `checks` names must be there, and be of a type that can be checked. */
export function wrongChecks({ checks, kinds }: Definition, tell: Tell): void {
  const field = (path: string[], kind: string, name: string, ...types: readonly string[]) => {
    const fields = Object.entries(kinds[kind]?.fields ?? {}).flatMap(([id, { type }]) => (types.includes(type) ? id : []))
    if (kinds[kind] && !fields.includes(name)) tell(['checks', ...path], 'field', name, fields)
  }
  const known = (path: string[], kind: string) => isThere(kinds, kind) || tell(['checks', ...path], 'kind', kind, Object.keys(kinds))
  const { objectives, measures } = checks ?? {}
  if (objectives) {
    known(['objectives', 'kind'], objectives.kind)
    for (const name of objectives.evidence) field(['objectives', 'evidence'], objectives.kind, name, 'link', 'links')
    for (const name of Object.keys(objectives.where ?? {})) field(['objectives', 'where'], objectives.kind, name, 'choice')
  }
  if (!measures) return
  const { kind, lead, when, aim, indicator } = measures
  known(['measures', 'kind'], kind)
  field(['measures', 'lead'], kind, lead, 'choice', 'choices')
  field(['measures', 'when'], kind, when, 'period')
  if (aim !== undefined) field(['measures', 'aim'], kind, aim, 'link', 'links')
  if (!indicator) return
  known(['measures', 'indicator', 'kind'], indicator.kind)
  field(['measures', 'indicator', 'aim'], indicator.kind, indicator.aim, 'link', 'links')
}

const isThere = (kinds: Kinds, kind: string): boolean => Object.hasOwn(kinds, kind)
