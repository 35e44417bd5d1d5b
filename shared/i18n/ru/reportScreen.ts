/** The report screen: language, preview, download. */
export const reportScreen = {
  title: 'Доклад',
  language: 'Язык доклада',
  english: 'English',
  russian: 'Русский',
  download: 'Скачать документ Word',
  writing: 'Доклад составляется',
  downloaded: 'Документ — в папке загрузок.',
  attribution: 'Предложения не приписываются столам или лицам. Группы перенумерованы.',
  preview: 'Предварительный просмотр доклада',
  fresh: 'Показано текущее состояние сессии.',
  renew: 'Обновить просмотр',
  failed: 'Документ составить не удалось: {why} Попробуйте ещё раз.',
  noConnection: 'сервер не ответил.',
  toConsole: 'Пульт',
}
