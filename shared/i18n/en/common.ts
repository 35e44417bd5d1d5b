/** Words that every screen uses. */
export const common = {
  productName: 'Roundtable',
  language: 'Language',
  saved: 'Saved',
  savedAgo: 'Saved · {seconds, plural, one {# s} other {# s}} ago',
  saving: 'Saving',
  notConnected: 'Not connected',
  keptHere: 'Your work is kept here',
  foreignAddress:
    'Roundtable no longer answers at the address of this page. Open the address that the projector shows; if this one becomes right again, the page goes on by itself.',
  unsaved: '{count, plural, one {# change} other {# changes}} not saved yet',
  unreachable: 'The server cannot be reached. Check the Wi-Fi; this page goes on trying.',
  diskRefuses:
    'The disk of the facilitator’s laptop is full or refuses to write. Keep this page open: it goes on by itself as soon as that disk works again.',
  plainHttpRead: 'Hide this line',
  undo: 'Undo',
  redo: 'Redo',
} as const
