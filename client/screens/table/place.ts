/** What a laptop shows: the table's own board, or what the whole room does. */
export type Place = 'board' | 'vote' | 'walk'

/** True while somebody writes: then nothing may take the caret away. */
export function isTyping(): boolean {
  const here = document.activeElement
  return here instanceof HTMLTextAreaElement || (here instanceof HTMLInputElement && ['text', 'search', 'number'].includes(here.type))
}
