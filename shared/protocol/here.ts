/** A page that has lost its server looks for it at other addresses; these are the words of which each side makes the SHA-256. */

/** The id of a key, in hex: it names the key to whoever has given it, and opens nothing. */
export const keyWords = (key: string): string => `move ${key}`

/** What shows, in hex, that the server at an address has the seal of the page's key. A nonce is good for one question. */
export const hereWords = (seal: string, nonce: string): string => `here ${seal} ${nonce}`
