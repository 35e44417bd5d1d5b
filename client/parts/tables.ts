import type { Translate } from '../../shared/i18n/messages.ts'
import type { Group } from '../../shared/session/session.ts'

type Named = Pick<Group, 'letter' | 'name'>

/** What people call a table: "Table C", or "Table C · Harbour" where it has a name. */
export function tableName({ letter, name }: Named, t: Translate): string {
  return name === '' ? t('words.table', { letter }) : t('words.tableNamed', { letter, name })
}

/** What stands beside the letter of a table: its name, or "Table C" where it has none. */
export function besideLetter({ letter, name }: Named, t: Translate): string {
  return name === '' ? t('words.table', { letter }) : name
}
