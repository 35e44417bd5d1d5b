import * as Y from 'yjs'
import type { MergedField } from '../merge/cluster.ts'
import type { Answer } from './field-type.ts'

/** The words that stand in a document, whatever else may stand there; never longer than `max`. */
export function wordsOf(stored: unknown, max: number): string {
  const words = stored instanceof Y.Text ? plain(stored) : typeof stored === 'string' ? stored : ''
  return words.slice(0, max)
}

function plain(text: Y.Text): string {
  const json: unknown = text.toJSON()
  return typeof json === 'string' ? json : ''
}

/** Texts are never averaged: every wording is kept, with its group. */
export function everyWording(answers: readonly Answer<string>[]): MergedField {
  return { type: 'texts', texts: answers.filter((one) => one.value.trim() !== '').map(({ group, value }) => ({ group, text: value })) }
}

/** Changes one stretch of the text: what lies between the beginning and the end that stay. */
export function changeText(text: Y.Text, next: string): void {
  const before = text.toJSON()
  const most = Math.min(before.length, next.length)
  let start = 0
  while (start < most && before[start] === next[start]) start++
  let end = 0
  while (end < most - start && before[before.length - 1 - end] === next[next.length - 1 - end]) end++
  if (before.length - end > start) text.delete(start, before.length - end - start)
  if (next.length - end > start) text.insert(start, next.slice(start, next.length - end))
}
