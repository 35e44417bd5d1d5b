import { pictureRelation } from '../template/pictures.ts'
import type { Strip } from '../../../shared/report/template.ts'
import type { Looks } from './looks.ts'
import { footMarkup, footParagraph, relation, stripMarkup } from './markup.ts'

/** What stands at the head or foot of pages, as a part of the file; `id` is how the body names it. */
export interface MarginPart {
  readonly id: string
  readonly file: string
  readonly is: 'header' | 'footer'
  readonly markup: string
  /** Which of the template's pictures it shows, as relation and file. */
  readonly pictures: readonly (readonly [id: string, file: string])[]
}

/**
 * The heads and feet of a report. A template's stand in place of ours; where it numbers no page, our line with the number stands
 * below its foot: a report without page numbers cannot be talked about.
 */
export function marginParts(foot: string, looks: Looks): MarginPart[] {
  const { template } = looks
  const feet = [
    { id: relation.noFoot, strip: template?.feet.first ?? null, own: null },
    { id: relation.foot(false), strip: template?.feet.usual ?? null, own: false },
    { id: relation.foot(true), strip: template?.feet.usual ?? null, own: true },
  ]
  const numbers = [template?.heads.usual, template?.feet.usual].some((strip) => strip?.hasPageNumber)
  const told = feet.map(({ id, strip, own }, at): MarginPart => {
    const line = own === null || (numbers && strip) ? '' : footParagraph(foot, own, looks)
    const markup = strip ? stripMarkup('w:ftr', strip.markup, line) : footMarkup(own === null || numbers ? null : foot, own === true, looks)
    return { id, file: `footer${at + 1}.xml`, is: 'footer', markup, pictures: picturesOf(strip, looks) }
  })
  const heads = [
    { id: relation.firstHead, strip: template?.heads.first ?? template?.heads.usual ?? null },
    { id: relation.head, strip: template?.heads.usual ?? null },
  ]
  return [
    ...told,
    ...heads.flatMap(({ id, strip }, at): MarginPart[] =>
      strip
        ? [
            {
              id,
              file: `header${at + 1}.xml`,
              is: 'header',
              markup: stripMarkup('w:hdr', strip.markup),
              pictures: picturesOf(strip, looks),
            },
          ]
        : [],
    ),
  ]
}

export const templatePicture = (number: number, ending: string): string => `media/template${number}.${ending}`

function picturesOf(strip: Strip | null, { template }: Looks): (readonly [string, string])[] {
  return (strip?.pictures ?? []).flatMap((number) => {
    const picture = template?.pictures[number]
    return picture ? [[pictureRelation(number), templatePicture(number, picture.ending)] as const] : []
  })
}
