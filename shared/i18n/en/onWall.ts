/** Words of the merged views on the projector. */
export const onWall = {
  key: '“2/{groups}”: named by 2 of {groups} groups.',
  also: 'also {places}',
  emptyColumns: 'Nothing under: {columns}.',
  differs: 'Dashed: groups differ',
  leftOut: 'In the report: {fields}',
} as const
