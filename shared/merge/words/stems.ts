/**
 * The part of a word that its forms share, in English and Russian; light on purpose: a person decides, so two words may
 * meet once too often. Words of other languages go through unharmed as far as they do not look like these.
 */
export function stemOf(word: string): string {
  return /\p{Script=Cyrillic}/u.test(word) ? russianStem(word) : englishStem(word)
}

function russianStem(word: string): string {
  const form = strip(word, russianForms, 3)
  // The vowel of "владелец" and "рынок" is not there in their other forms.
  const steady = form.length >= 5 ? form.replace(/ец$/, 'ц').replace(/ок$/, 'к') : form
  return strip(strip(steady, russianSuffixes, 4), russianSuffixes, 4)
}

/** Cases, genders, numbers and persons. */
const russianForms = endings(
  'иями ями ами ией иям ием иях ям ем ам ом ах ях ию ью ия ья ий ый ой ей ое ее ые ие ая яя ую юю ого его ому ему ыми ими ых их ым им ов ев ии а е и о у ы ь ю я й ' +
    'ать ять ить еть уть ает ают яет яют ится ются иться аться яться ировать овать',
)
/** What makes a noun or an adjective of a stem. */
const russianSuffixes = endings('ени ен енн ани ан анн овани ован ованн ировани ирован н нн ост ость ск еск ств ник щик чик ов ь')

/** What is left of these would be another word. */
const whole: ReadonlySet<string> = new Set(['international', 'policy', 'policies', 'university', 'organs'])

function englishStem(word: string): string {
  if (whole.has(word)) return word
  const singular = american(word)
    .replace(/ies$/, 'y')
    .replace(/(ss|sh|ch|x|z)es$/, '$1')
    .replace(/([^suia])s$/, '$1')
  const stem = strip(strip(singular, englishEndings, 3), englishEndings, 3)
  return stem.replace(/([bdfgklmnprt])\1$/, '$1').replace(/ck$/, 'c')
}

/** "centre", "labour" and "organise" in their other spelling. */
function american(word: string): string {
  const or = word.length > 5 ? word.replace(/our(?=s?$|ed$|ing$|ers?$|al$)/, 'or') : word
  return or.replace(/([bt])re(s?)$/, '$1er$2').replace(/is(?=e[sd]?$|ing$|ations?$)/, 'iz')
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
