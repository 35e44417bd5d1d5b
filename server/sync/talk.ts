import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import type { Granted } from '../../shared/exercise/allowed.ts'
import { closeCodes, maxFrameBytes, message, syncStep, type SyncStep } from '../../shared/protocol/sync.ts'
import { Gap } from '../board-checks/gaps.ts'
import { Unacceptable } from '../board-checks/unacceptable.ts'
import type { EditRecord } from '../ports.ts'
import { Answers } from './answers.ts'
import type { BoardNeeds } from './board-needs.ts'
import { codeFor } from './code-for.ts'
import { HeldBack } from './held-back.ts'
import type { Line } from './line.ts'
import type { Lines } from './lines.ts'
import { asMessage } from './message.ts'
import type { Owners } from './owners.ts'
import type { Progress } from './progress.ts'
import { readBytes, readNumber } from './reading.ts'
import type { Size } from './size.ts'
import { asUpdate, writeStep1 } from './steps.ts'

const mostHeld = 256

/** An edit that is in the document, as it goes to the disk. */
export type Admitted = Pick<EditRecord, 'update' | 'owners' | 'at'>

/** What stands behind the talk on a board: its way into the document and to the disk. */
export interface Behind {
  readonly session: string
  readonly id: string
  readonly progress: Pick<Progress, 'taken' | 'whenSaved'>
  readonly size: Pick<Size, 'isFull'>
  /** See `Gate`; an edit that has touched the document and is refused ends the talk until the document has been read again. */
  admit(update: Uint8Array, owner: string, granted: Granted | null): number[] | null
  /** Calls `saved` when the edit is on disk. */
  save(edit: Admitted, saved: () => void): void
}

interface About {
  readonly doc: Y.Doc
  readonly owners: Owners
}

/** What the laptops on one board say, and what each of them is told. What comes while the document is being read is heard after that. */
export class Talk {
  readonly #behind: Behind
  readonly #lines: Lines
  readonly #needs: BoardNeeds
  /** What is talked about; null while it is being read. */
  #about: About | null = null
  readonly #answers: Answers
  #held: { line: Line; frame: Uint8Array }[] = []
  readonly #heldBack = new HeldBack()

  constructor(behind: Behind, lines: Lines, needs: BoardNeeds) {
    this.#behind = behind
    this.#lines = lines
    this.#needs = needs
    this.#answers = new Answers(behind.progress, (line, error) => this.#refuse(line, error))
  }

  /** False while the document is being read. */
  get isOn(): boolean {
    return this.#about !== null
  }

  /** The document has been read: everybody is told what it has, and what was said meanwhile is heard. */
  begin(doc: Y.Doc, owners: Owners): void {
    this.#about = { doc, owners }
    for (const line of this.#lines.all) this.#greet(line, doc)
    this.#answers.begin(doc)
    for (const { line, frame } of this.#held.splice(0)) this.receive(line, frame)
  }

  /** The document is read again. */
  pause(): void {
    this.#about = null
    this.#answers.pause()
  }

  enter(line: Line): void {
    this.#lines.add(line)
    if (this.#about) this.#greet(line, this.#about.doc)
  }

  leave(line: Line): void {
    if (!this.#lines.remove(line)) return
    this.#heldBack.forget(line)
    this.#answers.forget(line)
    this.#held = this.#held.filter((held) => held.line !== line)
  }

  receive(line: Line, frame: Uint8Array): void {
    if (!this.#lines.has(line) || line.isSentAway) return
    line.heard()
    if (frame.length > maxFrameBytes) return this.#drop(line, closeCodes.tooLarge)
    if (this.#about) return this.#handle(line, frame, this.#about)
    if (this.#held.length >= mostHeld * Math.max(1, this.#lines.size)) return this.#drop(line, closeCodes.tryAgain)
    this.#held.push({ line, frame })
  }

  /** Laptops are told what they may do, if it is something else now; who was held back by a lock that is gone is asked for what it has. */
  rulesChanged(): void {
    for (const line of this.#lines.all) this.#tellGranted(line)
    if (!this.#about || this.#needs.isLocked(this.#behind.id)) return
    const waiting = this.#heldBack.release()
    if (waiting.length === 0) return
    const asking = asMessage(writeStep1(Y.encodeStateVector(this.#about.doc)))
    for (const line of waiting) line.send(asking)
  }

  /** Ends every socket; the clients come back and bring what is missing. */
  dropAll(code: number = closeCodes.tryAgain): void {
    for (const line of this.#lines.all) this.#drop(line, code)
  }

  #drop(line: Line, code: number): void {
    this.leave(line)
    line.close(code)
  }

  #greet(line: Line, doc: Y.Doc): void {
    this.#tellGranted(line)
    line.send(asMessage(writeStep1(Y.encodeStateVector(doc))))
    this.#lines.tellSigns(line)
  }

  #tellGranted(line: Line): void {
    this.#lines.tellGranted(line, this.#needs.grantedOn(this.#behind.id, line.pass.seat))
  }

  #handle(line: Line, frame: Uint8Array, about: About): void {
    try {
      const decoder = decoding.createDecoder(frame)
      const type = readNumber(decoder)
      const mayWrite = line.pass.rights === 'write'
      if (type === message.awareness) {
        if (mayWrite) this.#lines.takeSign(line, frame, decoder, about.owners)
      } else if (type === message.sync) {
        const step = readNumber(decoder)
        if (step === syncStep.step1) this.#answer(line, readBytes(decoder))
        else if (step !== syncStep.step2 && step !== syncStep.update) throw new Unacceptable('not a step')
        else if (mayWrite) this.#takeEdit(line, frame, step, readBytes(decoder), about)
      } else if (type !== message.queryAwareness) throw new Unacceptable('not a message')
    } catch (error) {
      if (error instanceof Gap && line.mayLag()) return
      this.#refuse(line, error)
    }
  }

  #refuse(line: Line, error: unknown): void {
    const { session, id: board } = this.#behind
    this.#needs.mistakes.note(error, { session, board })
    this.#drop(line, codeFor(error))
  }

  #takeEdit(line: Line, frame: Uint8Array, step: SyncStep, update: Uint8Array, { doc, owners }: About): void {
    const { id, size } = this.#behind
    const number = line.receiveEdit()
    const isEmpty = update.length <= 2
    if (!isEmpty && this.#needs.isLocked(id) && this.#heldBack.keep(line, update, doc)) return
    if (step === syncStep.step2) line.catchUp()
    if (isEmpty) return line.passOver()
    if (size.isFull(doc, update.length)) return this.#drop(line, closeCodes.tooLarge)
    const { seat } = line.pass
    const fresh = this.#behind.admit(update, seat, this.#needs.grantedOn(id, seat))
    if (fresh === null) return line.passOver()
    line.startSaving(update.length)
    this.#behind.save({ update, owners: owners.bind(fresh, seat), at: this.#needs.now() }, () => {
      this.#lines.tellOthers(line, step === syncStep.update ? frame : asUpdate(frame), 'must arrive')
      line.finishSaving(number, update.length)
      this.#needs.words.owe(line)
    })
  }

  #answer(line: Line, vector: Uint8Array): void {
    if (line.mayAsk()) this.#answers.ask(line, vector)
    else this.#drop(line, closeCodes.tooFast)
  }
}
