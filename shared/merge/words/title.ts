import { contrastsOf } from './contrasts.ts'
import { longestPhrase, phraseKey, wordsOf, type Lexicon } from './lexicon.ts'
import { consonantsOf, soundOf } from './spelling.ts'
import { stemOf } from './stems.ts'
import { fromWords, isJoining, toWords, weightOf } from './weights.ts'

/** A word, or a phrase that the lexicon knows, as often as it stands in titles: what is needed to compare it is worked out once. */
export interface Token {
  readonly id: number
  readonly text: string
  readonly stem: string
  /** What it means by the lexicon; null for a plain word. */
  readonly meaning: string | null
  readonly sound: string
  readonly stemSound: string
  readonly consonants: string | null
  readonly isCyrillic: boolean
  /** Written like a name at least once, or with letters that English and Russian have not. */
  readonly isName: boolean
  /** Cut short by a full stop: "Гос. служащие". */
  readonly isCut: boolean
  readonly isKnown: boolean
  readonly weight: number
}

export interface Title {
  readonly text: string
  /** All words in their order, to tell "the same words" from "in another order". */
  readonly said: string
  readonly words: readonly Token[]
  /** The same with phrases of the lexicon as one token each; `words` where it knows none. */
  readonly phrases: readonly Token[]
  /** Members of contrasts by set. */
  readonly contrasts: ReadonlyMap<string, ReadonlySet<string>>
  readonly numbers: string
  readonly from: ReadonlySet<number>
  readonly to: ReadonlySet<number>
}

/** Reads all titles of a merge together: what is one word in one of them may be two in another. */
export class TitleReader {
  readonly #lexicon: Lexicon
  readonly #tokens = new Map<string, Token>()
  readonly #single = new Set<string>()
  readonly #acronyms = new Set<string>()
  readonly #names = new Set<string>()
  readonly #cut = new Set<string>()

  constructor(lexicon: Lexicon, texts: readonly string[]) {
    this.#lexicon = lexicon
    for (const text of texts) {
      for (const word of wordsOf(text)) this.#single.add(soundOf(stemOf(word)))
      for (const [, begun = ''] of text.matchAll(/(\p{L}{2,6})\.(?=\s*\p{L})/gu)) this.#cut.add(begun.toLowerCase())
      for (const [written] of text.matchAll(/\p{Lu}[\p{L}\p{M}\p{N}'‘’ʻʼ]*/gu)) {
        for (const word of wordsOf(written)) this.#names.add(word)
        const [, acronym] = /^(\p{Lu}{3,6})s?$/u.exec(written) ?? []
        if (acronym !== undefined) this.#acronyms.add(acronym.toLowerCase())
      }
    }
  }

  get tokens(): readonly Token[] {
    return [...this.#tokens.values()]
  }

  read(text: string): Title {
    const all = this.#rejoined(wordsOf(text))
    const telling = all.filter((word) => !isJoining(word))
    const kept = telling.length > 0 ? telling : all
    const stems = kept.map(stemOf)
    const words = kept.map((word) => this.#token(word, null))
    const after = (marks: ReadonlySet<string>) => new Set(all.flatMap((word, at) => (at > 0 && marks.has(all[at - 1]!) && !isJoining(word) ? this.#token(word, null).id : []))) // prettier-ignore
    const contrasts = new Map<string, Set<string>>()
    for (const membership of stems.flatMap(contrastsOf)) {
      const [set, member] = membership.split(':') as [string, string]
      contrasts.set(set, (contrasts.get(set) ?? new Set()).add(member))
    }
    return {
      text,
      said: all.join(' '),
      words,
      phrases: this.#phrases(kept, stems) ?? words,
      contrasts,
      numbers: kept.filter((word) => /^\p{N}+$/u.test(word)).sort().join(' '), // prettier-ignore
      from: after(fromWords),
      to: after(toWords),
    }
  }

  /** "cyber crime" is one word where anybody writes "cybercrime". */
  #rejoined(words: readonly string[]): string[] {
    const joined: string[] = []
    for (let at = 0; at < words.length; at++) {
      const [one, next] = [words[at]!, words[at + 1]]
      const both = next === undefined || isJoining(one) || isJoining(next) ? null : one + next
      if (both !== null && both.length >= 6 && this.#single.has(soundOf(stemOf(both)))) {
        joined.push(both)
        at++
      } else joined.push(one)
    }
    return joined
  }

  /** Phrases of the lexicon and what acronyms stand for, the longest first; null where there is none. */
  #phrases(words: readonly string[], stems: readonly string[]): readonly Token[] | null {
    const tokens: Token[] = []
    let found = false
    for (let at = 0; at < words.length;) {
      let length = Math.min(longestPhrase, words.length - at)
      while (length > 0 && this.#meaningOf(words, stems, at, length) === null) length--
      if (length === 0) tokens.push(this.#token(words[at++]!, null))
      else {
        tokens.push(this.#token(words.slice(at, at + length).join(' '), this.#meaningOf(words, stems, at, length)))
        found = true
        at += length
      }
    }
    return found ? tokens : null
  }

  #meaningOf(words: readonly string[], stems: readonly string[], at: number, length: number): string | null {
    const known = this.#lexicon.meanings.get(phraseKey(stems.slice(at, at + length)))
    if (known !== undefined) return known
    const letters = length === 1 ? this.#singular(words[at]!) : words.slice(at, at + length).map((word) => word[0]).join('') // prettier-ignore
    return (length === 1 || length >= 3) && this.#acronyms.has(letters) ? `acronym:${letters}` : null
  }

  /** "JITs" stands for the same as "JIT". */
  #singular(word: string): string {
    return word.endsWith('s') && this.#acronyms.has(word.slice(0, -1)) ? word.slice(0, -1) : word
  }

  #token(text: string, meaning: string | null): Token {
    const key = `${meaning ?? ''}|${text}`
    const known = this.#tokens.get(key)
    if (known) return known
    const stem = meaning === null ? stemOf(text) : meaning
    const sound = soundOf(text)
    const parts = text.split(' ').map(stemOf)
    const token: Token = {
      id: this.#tokens.size,
      text,
      stem,
      meaning,
      sound,
      stemSound: meaning === null ? soundOf(stem) : sound,
      consonants: meaning === null ? consonantsOf(sound) : null,
      isCyrillic: /\p{Script=Cyrillic}/u.test(text),
      isName: this.#names.has(text) || /[^a-zа-я0-9]/.test(text),
      isCut: meaning === null && this.#cut.has(text),
      isKnown: meaning !== null || this.#lexicon.known.has(stem),
      // A phrase says more than a word, but not as much as its words apart.
      weight: Math.max(...parts.map(weightOf)) * (parts.length > 1 ? 1.5 : 1),
    }
    this.#tokens.set(key, token)
    return token
  }
}
