import type { Translate } from '../../shared/i18n/messages.ts'
import type { Group } from '../../shared/session/session.ts'

/** What people call a table: "Table C", or "Table C · Harbour" where it has a name. */
export function tableName(group: Group, t: Translate): string {
  return group.name === '' ? t('words.table', { letter: group.letter }) : t('words.tableNamed', { letter: group.letter, name: group.name })
}
