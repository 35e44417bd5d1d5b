import { stemOf } from './stems.ts'

/**
 * Words of which a title means one and not another: titles that differ by these are not the same, however alike they
 * look. A line a set, its members between bars, each in all its words.
 */
const sets = `
north northern север северный | south southern юг южный | east eastern восток восточный | west western запад западный
export экспорт вывоз | import импорт ввоз
demand спрос | supply предложение
woman women женщина женщины женщинам | man men мужчина мужчины мужчинам
girl девочка девочки | boy мальчик мальчики
adult взрослый взрослые | child children ребёнок ребенок дети детей
legal законный легальный | illegal illicit незаконный нелегальный
increase rise growth рост увеличение | decrease fall decline падение снижение сокращение
internal domestic внутренний | international cross-border crossborder transnational международный трансграничный
emigration emigrate эмиграция | immigration immigrate иммиграция
long долгосрочный | short краткосрочный
urban городской | rural сельский
strong сильный | weak слабый
high высокий | low низкий
public state государственный | private частный
origin происхождение | transit транзит | destination назначение
entry въезд | exit выезд
centralized | decentralized
early ранний | late поздний
production produce производство | trafficking | use consumption употребление потребление | cultivation выращивание | legalization легализация
protection protect защита | prosecution prosecute преследование | prevention prevent предупреждение профилактика | detection detect выявление | production | racket рэкет | intimidation
heroin героин | cocaine кокаин | cannabis каннабис | synthetic синтетический | opium опий | mephedrone мефедрон | tramadol трамадол
gold золото | fuel топливо | timber лес | cigarette сигареты сигарет | livestock скот | grain зерно | weapon arms оружие | waste отходы | medicine лекарства лекарство | migrant мигрант | drug наркотик | cash наличные
air airport авиа воздушный аэропорт | rail railway железнодорожный | road автомобильный | sea maritime port seaport морской порт
police полиция | customs таможня таможенный | prosecutor прокурор прокуратура | judge court судья суд | prison тюрьма | bank банк | investigator следователь
armenia армения armenian | azerbaijan азербайджан | georgia грузия | kazakhstan казахстан | kyrgyzstan кыргызстан киргизия | tajikistan таджикистан | turkmenistan туркменистан | uzbekistan узбекистан | bosnia босния | afghanistan афганистан | russia россия
victim жертва потерпевший | suspect подозреваемый | witness свидетель
flora флора | fauna фауна
urban | remote
`

const memberships: ReadonlyMap<string, readonly string[]> = byStem()

/** The members of contrasts that a stem is of, each as `set:member`. */
export const contrastsOf = (stem: string): readonly string[] => memberships.get(stem) ?? []

function byStem(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const lines = sets.split('\n').filter((line) => line !== '')
  lines.forEach((line, set) =>
    line.split('|').forEach((words, member) => {
      for (const stem of new Set(words.trim().split(' ').map(stemOf))) found.set(stem, [...(found.get(stem) ?? []), `${set}:${member}`])
    }),
  )
  return found
}

/** Words that look like forms or misspellings of each other and are none. */
const strangers: ReadonlySet<string> = new Set(
  [
    'police policy',
    'community communication',
    'production protection',
    'prosecution protection',
    'internal international',
    'contract contraband',
    'prison poison',
    'юстиция инвестиция',
    'миграция эмиграция',
    'миграция иммиграция',
    'migration emigration',
    'migration immigration',
    'emigration immigration',
    'legal illegal',
    'законный незаконный',
    'centralized decentralized',
    'person prison',
  ].map((pair) => pairOf(...(pair.split(' ').map(stemOf) as [string, string]))),
)

export const areStrangers = (left: string, right: string): boolean => strangers.has(pairOf(left, right))

function pairOf(left: string, right: string): string {
  return left < right ? `${left} ${right}` : `${right} ${left}`
}
