/** Free words as they are written, however their letters are composed and spaced. */
export const plainly = (words: string): string => words.normalize().replace(/\s+/g, ' ').trim()

/** The same for words that are the same but for how they are composed and spaced, and for capitals. */
export const wordsKey = (words: string): string => plainly(words).toLowerCase()
