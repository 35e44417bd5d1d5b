import * as Y from 'yjs'
import { Unacceptable } from '../board-checks/unacceptable.ts'
import type { Line } from './line.ts'
import { asMessage } from './message.ts'
import type { Progress } from './progress.ts'
import { writeStep2 } from './steps.ts'

interface Question {
  /** What the laptop has. */
  readonly vector: Uint8Array
  /** The answer, which waits for the disk; null while it is not written. */
  told: Buffer | null
}

/**
 * What laptops lack, as they ask with step 1. Each line has one question: a later one takes the place of one that is not answered
 * yet, so that nobody makes the server write or keep more than one answer at a time.
 */
export class Answers {
  readonly #progress: Pick<Progress, 'taken' | 'whenSaved'>
  readonly #failed: (line: Line, error: unknown) => void
  readonly #questions = new Map<Line, Question>()
  /** Null while the document is being read. */
  #doc: Y.Doc | null = null
  /** All that the document had up to an edit, as whoever has nothing yet is told it. */
  #whole: { readonly upTo: number; readonly told: Buffer } | null = null
  #isDue = false

  /** `failed` hears of an answer that could not be written. */
  constructor(progress: Pick<Progress, 'taken' | 'whenSaved'>, failed: (line: Line, error: unknown) => void) {
    this.#progress = progress
    this.#failed = failed
  }

  /** The document has been read: who has asked and was not answered is answered from it. */
  begin(doc: Y.Doc): void {
    this.#doc = doc
    this.#whole = null
    if (this.#questions.size > 0) this.#writeSoon()
  }

  pause(): void {
    this.#doc = null
  }

  /** Throws when this is not what somebody can have. */
  ask(line: Line, vector: Uint8Array): void {
    try {
      Y.decodeStateVector(vector)
    } catch (cause) {
      throw new Unacceptable('not what somebody has', { cause })
    }
    this.forget(line)
    this.#questions.set(line, { vector: vector.slice(), told: null })
    this.#writeSoon()
  }

  forget(line: Line): void {
    const question = this.#questions.get(line)
    // Whoever waits for the disk shall not hold a whole document in memory for nobody.
    if (question) question.told = null
    this.#questions.delete(line)
  }

  /** After what has come already: who asks many times in one breath is answered once. */
  #writeSoon(): void {
    if (this.#isDue) return
    this.#isDue = true
    setImmediate(() => {
      this.#isDue = false
      if (this.#doc) this.#writeAll(this.#doc)
    })
  }

  #writeAll(doc: Y.Doc): void {
    for (const [line, question] of this.#questions)
      try {
        if (question.told === null) this.#write(line, question, doc)
      } catch (error) {
        this.#failed(line, error)
      }
  }

  /**
   * A joiner gets only what is on disk: the answer is written now and leaves when all that it holds has arrived there.
   * It does not wait for edits that come later, so that steady typing keeps nobody out.
   */
  #write(line: Line, question: Question, doc: Y.Doc): void {
    const { vector } = question
    const isEmpty = vector.length === 1 && vector[0] === 0
    question.told = isEmpty ? this.#wholeOf(doc) : asMessage(writeStep2(Y.encodeStateAsUpdate(doc, vector)))
    this.#progress.whenSaved((how) => {
      const { told } = question
      question.told = null
      // What is lost will never be on disk: the answer is written anew when the document has been read.
      if (how === 'lost' || told === null) return
      this.#questions.delete(line)
      line.send(told)
    })
  }

  #wholeOf(doc: Y.Doc): Buffer {
    const upTo = this.#progress.taken
    if (this.#whole?.upTo !== upTo) this.#whole = { upTo, told: asMessage(writeStep2(Y.encodeStateAsUpdate(doc))) }
    return this.#whole.told
  }
}
