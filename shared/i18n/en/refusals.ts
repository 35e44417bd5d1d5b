import type { RefusalCode } from '../../refusals.ts'

/** What happened and what to do, for every "no" of the product. */
export const refusals = {
  'unknown-code': 'No session has this code. Look at the projector and type the six characters again.',
  'too-many-tries': 'Too many tries in a short time. Wait a minute, then try again.',
  'not-signed-in': 'This page does not know who you are. Open the address on the projector and join again.',
  'link-used': 'This link was used already or is wrong. Start Roundtable again to print a fresh link.',
  'not-allowed': 'You may not do this from here. Ask the facilitator, or the person who hands in for your table.',
  'not-understood': 'The server did not understand this page. Reload it and try again; what was saved is kept.',
  'too-large': 'This is too much at once. Shorten the text or add it in smaller parts.',
  'zip-too-large':
    'The file is larger than {most} MB. Leave out of the folder what does not belong to the exercise, and make the zip anew.',
  'unknown-session': 'This session does not exist any more. Ask the facilitator for the address and the code.',
  'unknown-exercise': 'This exercise is not there. Choose another, or upload its zip file on the list of sessions.',
  'same-steps':
    'Two of the exercises have a step of the same name ({step}), so they cannot stand in one session. Choose one of them, or rename the step in its files.',
  'broken-exercise':
    'This exercise has mistakes in its files. The list of sessions shows them with file and line; mend them, then try again.',
  'unknown-group': 'There is no such table in this session. Reload the page and choose a table again.',
  'unknown-seat': 'This laptop has left the session already. Nothing is left to do.',
  'unknown-step': 'This session has no such step. Reload the page to see the agenda as it is now.',
  'unknown-card': 'This card is gone; somebody removed it. Choose another card.',
  'unknown-decision': 'This decision is not in the log. Reload the page to see the log as it is now.',
  'unknown-version': 'This version cannot be read any more, and nothing was changed. Choose another one from the list.',
  'not-restored': 'Nothing of this board was put back, or it was taken back already. Look at it as it is now.',
  'step-not-open': 'This step is not open now. Wait until the facilitator opens it; your work is kept.',
  'already-handed-in': 'Your table has handed in this step already. Take it back first if you want to hand in again.',
  'not-handed-in': 'Your table has not handed in this step, so there is nothing to take back.',
  'not-blind': 'In this step nobody rates alone first. Rate together on the canvas.',
  'already-revealed': 'Your table looks at its ratings already, so yours cannot change any more. Say in the talk what you think.',
  'not-all-rated': 'Not every laptop at your table has rated yet. Whoever hands in can show the ratings before that.',
  'not-revealed': 'Your table has not seen its ratings yet, so there is nothing to rate again. Show them first.',
  'unknown-vote': 'This vote is not there any more. Reload the page to see what the room votes on now.',
  'vote-open': 'A vote is open already. Close it first, then open the next one.',
  'vote-closed': 'This vote is closed, so nothing can change any more. Its result is on the projector, or follows.',
  'too-many-votes': 'A session has at most {most} votes. Open an earlier one again instead.',
  'too-many-dots': 'There are {given} dots, but the people at this laptop have {most}. Take some back.',
  'not-asked': 'The facilitator has not asked for your board, so there is nothing to answer. Nobody else sees it.',
  'board-not-agreed': 'This table has not agreed that others see its board. Ask it first; its laptops get the question.',
  'walk-not-open': 'The gallery walk is over, or has not begun. Go back to your own board; comments are kept.',
  'own-board': 'This is your own table’s board. Comment on another table’s board; on yours, change the cards.',
  'too-many-comments': 'Your table has {most} comments on this board already. Remove one of yours first.',
  'no-room-for-comments':
    'The session holds {most} comments and no more. Say it to the table, or ask the facilitator to remove comments that are no longer needed.',
  'unknown-comment': 'This comment is gone already. Nothing is left to do.',
  'unknown-message': 'This message was taken back. Nothing is left to do.',
  'cannot-undo-open': 'This cannot be taken back any more, because the step is closed or another was opened. Open the step that you need.',
  'step-twice': 'A step stands twice in the agenda. Leave it in one line only, then save again.',
  'name-needed': 'A name is missing. Write how others at the table should see you.',
  'somebody-was-faster':
    '{named, select, no {Another facilitator} other {{who}}} changed the session a moment before you. Look at it as it is now and decide again.',
  'too-many-groups': 'A session has at most {most} tables. Use a table that is there already.',
  'nothing-to-join': 'Joining needs two or more contributions. Choose another one, then join.',
  'cannot-save':
    'This could not be saved, so nothing was changed: the disk of the facilitator’s laptop is full or refuses to write. Keep this page open, make room on that disk, then try again.',
  'client-too-old': 'Roundtable was renewed while this page was open. Reload the page; what was saved is kept.',
  'plain-http':
    'The facilitator’s pages are not encrypted here, so they open only on the laptop that runs Roundtable. Open them there, or start Roundtable with a certificate.',
  'foreign-origin': 'The request came from another website and was stopped. Open the address that the projector shows.',
  'not-connected': 'The server cannot be reached. Check the Wi-Fi, then try again.',
  'something-broke': 'Something broke on the server. Try again; if it happens twice, tell the facilitator.',
} as const satisfies Record<RefusalCode, string>
