/** One file that holds a session, and the end of a session. */
export const onArchive = {
  download: 'Download the archive',
  downloadOf: 'Download the archive of “{title}”',
  hint: 'An archive holds everything, also who sat at which table and every table’s own words. It is for the organiser alone.',
  open: 'Open an archive',
  opening: 'Opening the archive …',
  opened: '“{title}” is here again. Its tables join by a new code.',
  wipe: 'Wipe',
  wipeOf: 'Wipe “{title}”',
  wipeTitle: 'Wipe “{title}” for good?',
  wipeHint:
    'All laptops are sent away. Boards, results, votes, earlier versions and the report’s text are overwritten and removed. Nobody can bring them back. Files that people downloaded stay where they are.',
  typeTitle: 'Type the title of the session to confirm',
  wipeNow: 'Wipe for good',
  wiping: 'Wiping …',
  wiped: '“{title}” is wiped.',
  leave: 'Keep the session',
} as const
