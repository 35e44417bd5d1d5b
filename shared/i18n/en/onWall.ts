/** Words of the merged views on the projector. */
export const onWall = {
  key: '“2/{groups}”: named by 2 of {groups} groups.',
  keySessions: '“2/{sessions}”: named in 2 of {sessions} sessions.',
  also: 'also {places}',
  emptyColumns: 'Nothing under: {columns}.',
  differs: 'Dashed: groups differ',
  leftOut: 'In the report: {fields}',
} as const
