import { tick, untrack } from 'svelte'
import { on } from 'svelte/events'
import type { Attachment } from 'svelte/attachments'
import { carryOver, changedStretch, cutTo, placeAfter } from '../../shared/fields/stretch.ts'

type TextField = HTMLTextAreaElement | HTMLInputElement

export interface SharedText {
  /** The words as the board has them now. */
  value: () => string
  /** What the board makes of words that were typed: it may take away spaces at their ends. */
  read: (typed: string) => string
  max: () => number
  onchange: (next: string) => void
  /** The length of what was typed where that is too much; null when it is not. */
  ontoolong?: (length: number | null) => void
}

/**
 * Ties a text field to words that others may change at the same time. Their changes come in around the caret, which
 * stays where the person writes; while a keyboard composes a character they wait.
 */
export function sharedText({ value, read, max, onchange, ontoolong }: SharedText): Attachment<TextField> {
  return (field) => {
    // A field knows one sign for the end of a line, whatever was pasted elsewhere.
    const present = () => value().replace(/\r\n?/g, '\n')
    /** What stands in the field and was told to the board. */
    let shown = (field.value = untrack(present))
    let composing = false

    /** Without the other people's words that were held back, the board may have more than the field shows. */
    function take() {
      const typed = field.value
      if (typed === shown) return
      const isTooLong = typed.length > max()
      ontoolong?.(isTooLong ? typed.length : null)
      if (isTooLong) return put(shown)
      const before = read(shown) === present() ? shown : present()
      const next = cutTo(carryOver(shown, typed, before), max())
      shown = typed
      onchange(next)
    }

    function bring() {
      if (!composing && read(shown) !== present()) put(present())
    }

    function put(words: string) {
      const stretch = changedStretch(field.value, words)
      const { selectionStart, selectionEnd, selectionDirection } = field
      shown = field.value = words
      if (selectionStart === null || selectionEnd === null || document.activeElement !== field) return
      field.setSelectionRange(placeAfter(selectionStart, stretch), placeAfter(selectionEnd, stretch), selectionDirection ?? 'none')
    }

    const offs = [
      on(field, 'input', take),
      on(field, 'compositionstart', () => (composing = true)),
      on(field, 'compositionend', () => {
        composing = false
        take()
        // What was just taken comes back from the board first.
        void tick().then(bring)
      }),
    ]
    // To the field itself: a `value` in a template would put the caret at the end.
    $effect(() => {
      present()
      untrack(bring)
    })
    return () => offs.forEach((off) => off())
  }
}

/** For a field that is told to the board as a whole, when it is left: what others do meanwhile must not take what is typed. */
export function heldText(value: () => string): Attachment<HTMLInputElement> {
  return (field) => {
    let typing = false
    const bring = () => (field.value = value())
    const offs = [
      on(field, 'input', () => (typing = true)),
      on(field, 'blur', () => {
        const missed = typing && told !== value()
        typing = false
        if (missed) bring()
      }),
    ]
    let told = untrack(value)
    // To the field itself, unless somebody types in it.
    $effect(() => {
      const words = value()
      if (typing) return
      told = words
      field.value = words
    })
    return () => offs.forEach((off) => off())
  }
}
