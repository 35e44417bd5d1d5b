/**
 * The part of a word that its forms share, in English and Russian; light on purpose: a person decides, so two words may
 * meet once too often. Words of other languages go through unharmed as far as they do not look like these.
 */
export function stemOf(word: string): string {
  return /\p{Script=Cyrillic}/u.test(word) ? russianStem(word) : englishStem(word)
}

function russianStem(word: string): string {
  return strip(strip(strip(word, russianForms, 3), russianSuffixes, 4), russianSuffixes, 4)
}

/** Cases, genders, numbers and persons. */
const russianForms = endings(
  'иями ями ами ией иям ием иях ям ем ам ом ах ях ию ью ия ья ий ый ой ей ое ее ые ие ая яя ую юю ого его ому ему ыми ими ых их ым им ов ев ии а е и о у ы ь ю я й ' +
    'ать ять ить еть уть ает ают яет яют ится ются иться аться яться ировать овать',
)
/** What makes a noun or an adjective of a stem. */
const russianSuffixes = endings('ени ен енн ани ан анн овани ован ованн ировани ирован н нн ост ость ск еск ств ник щик чик ов ь')

function englishStem(word: string): string {
  const singular = word
    .replace(/ies$/, 'y')
    .replace(/(ss|sh|ch|x|z)es$/, '$1')
    .replace(/([^suia])s$/, '$1')
  const stem = strip(strip(singular, englishEndings, 3), englishEndings, 3)
  return stem.replace(/([bdfgklmnprt])\1$/, '$1').replace(/ck$/, 'c')
}

const englishEndings = endings(
  'ational ations ation ative atively ators ator ating ated ate itions ition ions ion ive ively ing ings ed er ers or ors ment ments ure ures ' +
    'ance ence al ally ly ity ness ful e ify ified ification ise ize ised ized ising izing',
)

function endings(row: string): readonly string[] {
  return row.split(' ').sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
}

/** Without the longest of the endings that leaves at least so many letters. */
function strip(word: string, from: readonly string[], least: number): string {
  const ending = from.find((one) => word.length - one.length >= least && word.endsWith(one))
  return ending === undefined ? word : word.slice(0, -ending.length)
}
