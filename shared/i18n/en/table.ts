/** The screen of a table at work. */
export const table = {
  handIn: 'Hand in',
  takeBack: 'Take back and go on',
  raiseHand: 'Raise hand',
  lowerHand: 'Lower hand',
  done: 'Done',
  doneOf: '{done} of {seats}',
  handsIn: '{name} hands in',
  nobodyHandsIn: 'Nobody hands in yet',
  takeRapporteur: 'We hand in',
  waiting: 'The first step has not been opened yet.',
  waitingHint: 'Keep this page open: the question appears here by itself.',
  loading: 'Opening your board',
  timeUp: 'Time is up. What you wrote is kept.',
  timeUpHandIn: 'Your table can still hand in.',
  handedIn: 'Handed in. Your table’s work is with the plenary.',
  handedInHint: 'You can take it back while the step is open.',
  putBack: 'The facilitator has put this board back to how it was at {when}. What stood here before is kept: say so if you miss something.',
  putForward: 'The facilitator has taken that back: the board is again as it was before.',
  named:
    'What this table writes from now on may be attributed in reports: {rule, select, group {as “Table {letter}”} other {to “{name}”}}. What was written before stays under the rule of that time.{mixed, select, yes { A card that laptops of several delegations wrote is attributed to the table.} other {}} No person is named.',
  namedRead: 'We know',
  putBackRead: 'All right',
  extra: '+{minutes} · your table has more time',
  notSeated: 'This laptop has no seat yet.',
  signInAgain: 'The server no longer knows this laptop. Join your table again with the code; everything saved is there.',
  mySeat: 'Change your name or how many you are',
  mySeatTitle: 'This laptop',
  mySeatSave: 'Keep',
  moreSeats: '{count, plural, one {# more laptop} other {# more laptops}}',
  toJoin: 'Join a table',
  clock: 'Time left',
  closedMalformed:
    'The server could not read a change from this laptop and stopped listening to it. Copy what you wrote last, then reload the page: everything saved is there.',
  closedSignIn:
    'The server no longer knows this laptop. Join your table again with the code; everything saved is there. Copy what you wrote last before you leave this page.',
  closedNotAllowed:
    'This laptop may no longer write on this board. What you wrote last is still on this page: copy it, then ask the facilitator.',
  closedNoBoard: 'This board does not exist any more. Copy what you wrote last, then join your table again with the code.',
  closedOtherSeat:
    'Another person took a seat on this laptop, and the server keeps the two apart. Nothing is lost: try again to go on as the new person.',
  closedTooOld:
    'Roundtable was renewed while this page was open. Copy what you wrote last, then reload the page: everything saved is there.',
  closedTooLarge:
    'The last change was too large for the server; a text may have a few thousand characters. Copy it, reload the page and add it in smaller parts.',
  closedTooMany:
    'This laptop sent too many changes in a short time, and the server paused it. Nothing is lost: wait a minute, then try again.',
  closedUnknown:
    'The server closed this board. What you wrote is still on this page: try again, and if it happens twice ask the facilitator.',
  elsewhere:
    'No answer from {host} for a while. Look at the projector: if it shows another address, open that one and join your table again.',
  elsewhereHint: 'Leave this page open. What you wrote stays here and is sent by itself as soon as the address answers.',
  elsewhereTry: 'Try {address}',
  moved: '{from} stopped answering, so this page has moved to {to} by itself. You are in your seat, and nothing is lost.',
  movedRead: 'Hide',
  notBrought:
    'What you wrote before this page moved to {host} could not be brought: the server did not recognise the page. Join again with the code and ask the facilitator to give you back your seat. What you wrote is kept in this tab: do not close it, and reload the page to try once more.',
  notBroughtGap:
    'Some of what you wrote before this page moved to {host} could not be brought: it goes on from something that the server does not have. It is kept in this tab: do not close it, tell the facilitator, and reload the page to try once more.',
  otherSeat: 'This laptop already sits as {name} at table {table}. Go on as {otherName} at table {otherTable}?',
  otherSeatHint:
    'This page came from another address of the server. If you did not sit as the other one there, stay: what was written there is then not brought here.',
  otherSeatStay: 'Stay as {name}',
  otherSeatInstead: 'Go on as {otherName}',
  reload: 'Reload the page',
  tryAgain: 'Try again',
  people: 'At this table',
} as const
