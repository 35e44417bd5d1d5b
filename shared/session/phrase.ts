import type { Localized } from '../i18n/language.ts'

const sorts = 'amber янтарный,blue синий,brave смелый,bright яркий,calm спокойный,clear ясный,early ранний,evening вечерний,fair честный,far далёкий,fresh свежий,gentle нежный,golden золотой,grand большой,green зелёный,high высокий,kind добрый,light лёгкий,morning утренний,mountain горный,new новый,northern северный,quick быстрый,quiet тихий,red красный,round круглый,silver серебряный,southern южный,steppe степной,warm тёплый,white белый,young юный' // prettier-ignore
const things = 'apricot абрикос,bread хлеб,bridge мост,brook ручей,camel верблюд,canyon каньон,carpet ковёр,cedar кедр,city город,cloud туман,coast берег,compass компас,crane журавль,eagle орёл,falcon сокол,garden сад,harbour порт,house дом,lamp фонарь,leopard барс,melon арбуз,pass перевал,peach персик,poplar тополь,rain дождь,road путь,sail парус,stone камень,tea чай,tower маяк,wind ветер,winter мороз' // prettier-ignore

const listed = (words: string) => words.split(',').map((pair) => pair.split(' ') as [string, string])
const [firsts, seconds] = [listed(sorts), listed(things)]

/**
 * Two words by which people see that a page and the projector are of the same room. The same session always has the same
 * ones; another may have them by chance, once in a thousand.
 */
export function roomPhrase(session: string): Localized {
  let mix = 2_166_136_261
  for (const sign of session) mix = Math.imul(mix ^ sign.charCodeAt(0), 16_777_619) >>> 0
  const first = firsts[mix % firsts.length]!
  const second = seconds[Math.floor(mix / firsts.length) % seconds.length]!
  return { en: `${first[0]} ${second[0]}`, ru: `${first[1]} ${second[1]}` }
}
