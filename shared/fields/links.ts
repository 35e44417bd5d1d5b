import * as Y from 'yjs'
import { isId } from '../ids.ts'
import type { FieldType } from './field-type.ts'
import { editLines, linesOf, textOfLines } from './lines.ts'
import { linksTogether } from './targets.ts'
import type { LinksValue } from './values.ts'

/** Several other cards of the board, of the kind `to`. Stored as lines of a shared text, one id a line. */
export const links: FieldType<'links', LinksValue> = {
  type: 'links',
  initial: [],
  read(stored, field) {
    const ids: unknown[] = stored instanceof Y.Text ? linesOf(stored) : Array.isArray(stored) ? stored : []
    return [...new Set(ids.filter(isId))].slice(0, field.max).map((card) => ({ card }))
  },
  write: (value, field) => new Y.Text(textOfLines(value.slice(0, field.max).map((one) => one.card))),
  edit: (text, value) => editLines(text, value.map((one) => one.card)), // prettier-ignore
  isAnswered: (value) => value.length > 0,
  merge: (answers) => linksTogether(answers.map(({ group, value }) => ({ group, targets: value }))),
  format: (value, _field, _language, _exercise, titleOf) => value.map((one) => titleOf?.(one.card) ?? '').join(', '),
  keyOf: (value) =>
    value.length === 0
      ? null
      : `cards:${value
          .map((one) => one.card)
          .sort()
          .join(',')}`,
  sample: [[], [{ card: 'm1' }], [{ card: 'm1' }, { card: 'm2' }]],
}
