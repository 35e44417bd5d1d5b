/** Letters of the nine States' languages in Latin, pairs in a row. Only for comparing, never shown. `-` is no sound. */
const russian =
  'а a б b в v г g д d е e ё e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya'
/** Kazakh, Kyrgyz, Tajik, Uzbek and Bosnian letters that Russian has not. */
const otherCyrillic = 'ә a ғ g қ k ң n ө o ұ u ү u һ h і i ў o ҳ h ҷ j ӣ i ӯ u ђ dj ј j љ lj њ nj ћ ch џ j'
const armenian =
  'ա a բ b գ g դ d ե e զ z է e ը e թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ y ն n շ sh ո o չ ch պ p ջ j ռ r ս s վ v տ t ր r ց ts ւ v փ p ք k և ev օ o ֆ f'
const georgian =
  'ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ gh ყ q შ sh ჩ ch ც ts ძ dz წ ts ჭ ch ხ kh ჯ j ჰ h'
/** Azerbaijani, Turkmen and Bosnian letters whose mark changes the sound; all others lose their mark. */
const markedLatin = 'ə a ı i ş sh ç ch ž zh č ch ć ch đ dj š sh ý y'

const latin: ReadonlyMap<string, string> = new Map(
  [russian, otherCyrillic, armenian, georgian, markedLatin].flatMap((row) => {
    const cells = row.split(' ').map((cell) => (cell === '-' ? '' : cell))
    return cells.flatMap((cell, index) => (index % 2 === 0 ? [[cell, cells[index + 1] ?? ''] as const] : []))
  }),
)

/** A text of small letters in plain Latin letters. */
export function transliterate(text: string): string {
  // Letters are looked up before their marks are taken away: й would become и, and ş a plain s.
  const composed = text.normalize('NFC').replaceAll('ու', 'u')
  return [...composed].map((letter) => latin.get(letter) ?? letter.normalize('NFD').replace(/\p{M}/gu, '')).join('')
}

/** Ways to write one sound, in the order in which they are heard. */
const sounds: readonly (readonly [RegExp, string])[] = [
  [/shch|sh/g, 'š'],
  [/ch/g, 'č'],
  [/dzh|dj|zh/g, 'j'],
  [/kh|x/g, 'h'],
  [/gh/g, 'g'],
  [/ph/g, 'f'],
  [/ts/g, 's'],
  [/[cq]/g, 'k'],
  [/w/g, 'v'],
  [/y/g, 'i'],
  [/^ie/g, 'e'],
  [/(.)\1+/g, '$1'],
]

/** How a word sounds whatever its script and romanisation: "Khujand" and "Хуҷанд" are equal, and "Xo‘jand" is near. */
export function soundOf(word: string): string {
  // In Azerbaijani c is the j of "Ganja".
  const heard = /[əığ]/.test(word) ? word.replaceAll('c', 'j') : word
  return sounds.reduce((sound, [spelling, one]) => sound.replace(spelling, one), transliterate(heard))
}

/** A sound without its vowels; null where too little would be left to know a name by. */
export function consonantsOf(sound: string): string | null {
  const left = sound.replace(/[aeiou]/g, '')
  return sound.length >= 5 && left.length >= 3 ? left : null
}
