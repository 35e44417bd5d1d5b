/** Words of the canvas statement. */
export const onStatement = {
  write: 'Write: {name}',
  writeAnother: 'Write another: {name}',
  empty: 'A blank sheet. Everybody at the table can write on it at once.',
  emptyReadOnly: 'Nothing was written here.',
  ofLimit: '{count} of {limit} written',
  left: '{left, plural, one {# character left} other {# characters left}}',
  blank: 'Nothing written.',
} as const
