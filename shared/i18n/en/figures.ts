/** What stands in and under figures. */
export const figures = {
  caption: '{step}: {question}',
  alt: 'Figure of {count, plural, =0 {no entries} one {one entry: {names}} other {# entries: {names}}}.',
  gridCaption: 'Entries by {x} and {y}: median of the groups',
  gridAlt: 'Chart of {count, plural, one {one entry} other {# entries}} by {x} (across) and {y} (up), each from 1 to {of}. {entries}',
  gridAltEntry: '{number} {title}: {x} {xMedian}, {y} {yMedian}.',
  gridKey: 'Key: {entries}.',
  gridKeyEntry: '{number}\u00a0–\u00a0{title}',
  gridNote: 'Each number stands at the median of the groups’ ratings. Entries that no group could rate on both scales are not shown.',
}
