import { renderAsync, Resvg } from '@resvg/resvg-js'
import type { Figure } from '../../shared/report/figures/figure.ts'
import { toSvg } from '../../shared/report/figures/to-svg.ts'
import { fontFiles } from './fonts.ts'

const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Noto Sans' }
const background = '#ffffff'

/** A figure as PNG, sharp enough for print. Only our own font files are opened, so it looks the same everywhere. */
export function drawPng(figure: Figure): Uint8Array {
  return new Resvg(drawable(figure), { font, fitTo: { mode: 'zoom', value: 2.5 }, background }).render().asPng()
}

/** How many threads of the process draw at the same time: the others have files to read for the room. */
const lanes = 2

/** Figures as PNG, each so many dots wide, in their order; drawn in other threads, while this one goes on. */
export async function drawPngsAside(figures: readonly { figure: Figure; width: number }[], drawn: () => void): Promise<Uint8Array[]> {
  const done: Uint8Array[] = []
  let next = 0
  const lane = async () => {
    for (let at = next++; at < figures.length; at = next++) {
      const { figure, width } = figures[at]!
      done[at] = (await renderAsync(drawable(figure), { font, fitTo: { mode: 'width', value: width }, background })).asPng()
      drawn()
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return done
}

/** Noto Sans has no arrows; a box in their place would be worse than nothing. */
function drawable(figure: Figure): string {
  return toSvg(figure, '').replace(/\s?[\u2190-\u21ff]/g, '')
}
