/** What stands in and under figures. */
export const figures = {
  caption: '{step}: {question}',
  alt: 'Рисунок: {count, plural, =0 {записей нет} one {# запись: {names}} few {# записи: {names}} many {# записей: {names}} other {# записи: {names}}}.',
  gridCaption: 'Записи по шкалам «{x}» и «{y}»: медианы групп',
  gridAlt:
    'Диаграмма: {count, plural, one {# запись} few {# записи} many {# записей} other {# записи}} по шкалам «{x}» (по горизонтали) и «{y}» (по вертикали), от 1 до {of}. {entries}',
  gridAltEntry: '{number} {title}: {x} {xMedian}, {y} {yMedian}.',
  gridKey: 'Обозначения: {entries}.',
  gridKeyEntry: '{number}\u00a0—\u00a0{title}',
  gridNote: 'Номер стоит на медиане оценок групп. Записи, которые ни одна группа не смогла оценить по обеим шкалам, не показаны.',
}
