import type { table as en } from '../en/table.ts'

/** The screen of a table at work. */
export const table = {
  handIn: 'Сдать работу',
  takeBack: 'Забрать и продолжить',
  raiseHand: 'Поднять руку',
  lowerHand: 'Опустить руку',
  done: 'Готово',
  doneOf: '{done} из {seats}',
  handsIn: 'Сдаёт: {name}',
  nobodyHandsIn: 'Пока никто не сдаёт',
  takeRapporteur: 'Сдаём мы',
  waiting: 'Первый этап ещё не открыт.',
  waitingHint: 'Не закрывайте страницу: вопрос появится сам.',
  loading: 'Открываем ваше рабочее поле',
  timeUp: 'Время вышло. Всё написанное сохранено.',
  handedIn: 'Работа сдана на пленарное заседание.',
  handedInHint: 'Пока этап открыт, её можно забрать.',
  extra: '+{minutes} · вашему столу добавлено время',
  notSeated: 'У этого ноутбука ещё нет места.',
  toJoin: 'Присоединиться к столу',
  clock: 'Осталось времени',
  kickedOut: 'Этот ноутбук больше не может писать на этом поле. Последние изменения остались на странице. Обратитесь к модератору.',
  badMessage: 'Сервер не принял изменение с этого ноутбука. Скопируйте написанное последним и обновите страницу.',
  people: 'За этим столом',
} satisfies Record<keyof typeof en, string>
