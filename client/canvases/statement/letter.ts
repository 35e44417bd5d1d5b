/** How many letters of plain words stand before a point of the window; undefined where it lies on other words, or the browser cannot tell. */
export function letterAt(words: Element, { clientX, clientY }: MouseEvent): number | undefined {
  if (!('caretPositionFromPoint' in document)) return undefined
  const at = document.caretPositionFromPoint(clientX, clientY)
  return at !== null && words.contains(at.offsetNode) ? at.offset : undefined
}
