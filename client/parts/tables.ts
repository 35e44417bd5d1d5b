import type { Translate } from '../../shared/i18n/messages.ts'
import type { Group } from '../../shared/session/session.ts'
import type { GroupView } from '../../shared/session/view.ts'

type Named = Pick<Group, 'letter' | 'name'>

/** What people call a table: "Table C", or "Table C · Harbour" where it has a name. */
export function tableName({ letter, name }: Named, t: Translate): string {
  return name === '' ? t('words.table', { letter }) : t('words.tableNamed', { letter, name })
}

/** What stands beside the letter of a table: its name, or "Table C" where it has none. */
export function besideLetter({ letter, name }: Named, t: Translate): string {
  return name === '' ? t('words.table', { letter }) : name
}

/** Whose delegation sits at a table; that it is mixed, where laptops of others have come; empty where nobody has said. */
export function sittingAt({ delegation = '', mixed }: Pick<GroupView, 'delegation' | 'mixed'>, t: Translate): string {
  return mixed ? t('words.mixedTable') : delegation
}
