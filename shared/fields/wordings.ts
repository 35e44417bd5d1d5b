import * as Y from 'yjs'
import type { MergedField } from '../merge/cluster.ts'
import type { Answer } from './field-type.ts'
import { changedStretch, cutTo } from './stretch.ts'

/** The words that stand in a document, whatever else may stand there; never longer than `max`. */
export function wordsOf(stored: unknown, max: number): string {
  const words = stored instanceof Y.Text ? plain(stored) : typeof stored === 'string' ? stored : ''
  return cutTo(words, max)
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
  const { from, removed, put } = changedStretch(text.toJSON(), next)
  if (removed > 0) text.delete(from, removed)
  if (put !== '') text.insert(from, put)
}
