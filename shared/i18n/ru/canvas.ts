import type { canvas as en } from '../en/canvas.ts'

/** Words of the canvases, whatever the exercise. */
export const canvas = {
  addCard: 'Добавить карточку',
  pick: 'Выберите из списка или впишите своё',
  pickPlaceholder: 'Начните писать: поиск или свои слова',
  addOwn: 'Добавить «{words}» своими словами',
  empty: 'Выберите из списка не более {limit} или впишите своё.',
  emptyNoLimit: 'Здесь пока пусто. Выберите из списка или впишите своё.',
  limitReached: 'У вас уже {count}; в вопросе не более {limit}. Уберите одну карточку, чтобы добавить другую.',
  notPlaced: 'ещё не выбрано',
  ours: 'Наш выбор: {name}',
  ratedOf: 'оценено {finished} из {of}',
  placedOf: 'размещено {finished} из {of}',
  rate: 'оцените',
  doNotKnow: 'Не знаю',
  remove: 'Убрать',
  earlier: 'Выше',
  later: 'Ниже',
  moveTo: 'Переместить',
  blind: 'Оценки других столов скрыты до пленарного заседания. «Не знаю» — тоже ответ.',
  chooseHint: 'Выберите карточку в списке, затем клетку. Стрелки передвигают её.',
  workingHere: 'Здесь {name}',
  tooLong: 'Здесь {length} знаков, а в тексте может быть {max}. Ничего не вставлено. Сначала сократите текст.',
  cell: '{x} {xValue}, {y} {yValue}',
  nothingToRate: 'Оценивать пока нечего. Сначала выберите или добавьте в списке.',
} satisfies Record<keyof typeof en, string>
