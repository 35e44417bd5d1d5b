import type { onNetwork as en } from '../en/onNetwork.ts'

/** Words of the canvas network. */
export const onNetwork = {
  tools: 'Инструменты сети',
  plane:
    'Сеть: {nodes, plural, one {# карточка} few {# карточки} many {# карточек} other {# карточки}}, {links, plural, =0 {связей нет} one {# связь} few {# связи} many {# связей} other {# связи}}',
  linkTo: 'Связать с…',
  arrange: 'Расставить',
  arranging: 'Подбираем новые места…',
  arranged: 'Всё расставлено заново',
  smaller: 'Уменьшить',
  larger: 'Увеличить',
  fit: 'Показать всё',
  sorts: 'Показанные связи',
  anySort: 'вид не указан',
  empty: 'Связывать пока нечего. Добавьте первую карточку в списке.',
  hintFirst: 'Выберите карточку. Затем нажмите L или протяните линию от её круглой метки к другой карточке.',
  hintChosen: 'Стрелки перемещают карточку (с Shift — дальше). L — связать её с другой.',
  hintRead: 'Выберите карточку, чтобы увидеть, с чем она связана.',
  node: '{title}: {links, plural, =0 {связей нет} one {# связь} few {# связи} many {# связей} other {# связи}}',
  link: '{from} → {sort} → {to}',
  linkPlain: '{from} → {to}',
  linkFrom: 'Связь от карточки «{title}»',
  linkTarget: 'к карточке',
  chooseTarget: 'Выберите карточку здесь или в сети',
  linkAs: 'Как именно?',
  drawLink: 'Провести связь',
  cancel: 'Отмена',
  linked: 'Связь проведена: {words}',
  already: 'Такая связь уже есть.',
  pile: '{count, plural, one {# карточка лежит} few {# карточки лежат} many {# карточек лежат} other {# карточки лежат}} здесь друг на друге: выберите одну',
  pileMore:
    '+{count, plural, one {# карточка лежит} few {# карточки лежат} many {# карточек лежат} other {# карточки лежат}} здесь же: выберите одну',
  pileList:
    'Здесь друг на друге {count, plural, one {лежит # карточка} few {лежат # карточки} many {лежат # карточек} other {лежат # карточки}}',
  pileClose: 'Закрыть',
  figureCircle: 'Число в круге: сколько столов из {groups} назвали карточку.',
  figureLine: 'Толстая линия: связь провели несколько столов. Бледная: один стол.',
  figureMore: 'Ещё {more} — в списке.',
  wallOnly: 'Только: {name}',
  wallKey: 'Число: сколько столов из {groups} назвали. Толстая линия — несколько столов, бледная — один.',
} satisfies Record<keyof typeof en, string>
