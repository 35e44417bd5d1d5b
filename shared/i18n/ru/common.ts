import type { common as en } from '../en/common.ts'

/** Words that every screen uses. */
export const common = {
  productName: 'Roundtable',
  language: 'Язык',
  saved: 'Сохранено',
  savedAgo: 'Сохранено · {seconds, plural, one {# с} few {# с} many {# с} other {# с}} назад',
  saving: 'Сохраняется',
  notConnected: 'Нет связи',
  keptHere: 'Ваша работа хранится здесь',
  foreignAddress:
    'По адресу этой страницы Roundtable больше не отвечает. Откройте адрес с экрана проектора; если этот адрес снова станет верным, страница продолжит работу сама.',
  unsaved:
    '{count, plural, one {# изменение не сохранено} few {# изменения не сохранены} many {# изменений не сохранено} other {# изменения не сохранено}}',
  unreachable: 'Нет связи с сервером. Проверьте Wi-Fi: страница пробует снова сама.',
  diskRefuses:
    'Диск на ноутбуке модератора заполнен или не принимает запись. Не закрывайте страницу: она продолжит работу сама, как только диск снова заработает.',
  plainHttpRead: 'Скрыть эту строку',
  undo: 'Отменить',
  redo: 'Вернуть',
} satisfies Record<keyof typeof en, string>
