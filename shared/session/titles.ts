/** As people see it: how a letter is composed and how many spaces stand between words cannot be seen. */
const plainly = (title: string) => title.normalize('NFC').replace(/\s+/g, ' ').trim()

/** True when somebody who reads both titles would call them the same. */
export const isSameTitle = (one: string, other: string): boolean => plainly(one) === plainly(other)
