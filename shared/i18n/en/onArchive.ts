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
  keep: 'Keep until …',
  keepOf: 'Keep until … “{title}”',
  keepTitle: 'Until when is “{title}” kept?',
  keepHint:
    'After this day the session is wiped by itself, as by “Wipe for good”: also from the live copy, when its folder is there. It waits one day more, in case a clock is wrong, and as long as a step or a vote is open or anybody is connected. Download the archive before.',
  keepDay: 'Last day',
  keepNow: 'Keep until this day',
  keepAlways: 'Keep without a date',
  keepLeave: 'Leave it as it is',
  keepWaits: 'Not connected. This is saved as soon as the server answers; whoever closes this window before leaves it as it is.',
  keepChange: 'Change the day',
  keptUntil: 'Kept until {day}',
  soonOver:
    '{days, plural, one {This session is kept until {day}: one day more, then it is wiped.} other {This session is kept until {day}: # days more, then it is wiped.}} Download the archive, or choose a later day.',
  isOver:
    'This session was kept until {day}. It is wiped as soon as nobody is connected, a day after that date at the earliest. Download the archive, or choose a later day.',
} as const
