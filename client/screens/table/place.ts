/** What a laptop shows: the table's own board, or what the whole room does. */
export type Place = 'board' | 'vote' | 'walk'

/** True while somebody is in the middle of words: then nothing may take the caret away. An empty field is left without harm. */
export function isTyping(): boolean {
  const here = document.activeElement
  const isField =
    here instanceof HTMLTextAreaElement || (here instanceof HTMLInputElement && ['text', 'search', 'number'].includes(here.type))
  return isField && here.value !== ''
}
