/** Words of the canvas table. */
export const onTable = {
  sheet: 'Sheet: {name}',
  empty: 'Nothing in the sheet yet. Add the first row, then press Enter in a cell to fill it in.',
  emptyReadOnly: 'Nobody wrote in this sheet.',
  noTitle: 'no name yet',
  blank: '–',
  row: 'Row {number}',
  keys: 'Arrow keys move, Enter writes, Escape leaves.',
  editing: '{row}: {field}',
  loose: 'Not sorted yet',
} as const
