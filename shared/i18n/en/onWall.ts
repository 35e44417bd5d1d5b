/** Words of the merged views on the projector. */
export const onWall = {
  key: '“2/{groups}”: named by 2 of {groups} groups.',
  keySessions: '“2/{sessions}”: named in 2 of {sessions} sessions.',
  also: 'also {places}',
  emptyColumns: 'Nothing under: {columns}.',
  differs: 'Dashed: groups differ',
  leftOut: 'In the report: {fields}',
  number: 'Number: how many of {groups, plural, one {# group} other {# groups}} named it.',
  numberSessions: 'Number: in how many of {sessions, plural, one {# session} other {# sessions}} it was named.',
  below: 'Below it: {count}',
  answered: 'Answered: {n} of {m}',
  of: 'of {m}',
  numberAnswered: 'Number: how many of {groups, plural, one {# group} other {# groups}} answered.',
} as const
