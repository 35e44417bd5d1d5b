import { Resvg } from '@resvg/resvg-js'
import type { Figure } from '../../shared/report/figures/figure.ts'
import { toSvg } from '../../shared/report/figures/to-svg.ts'
import { fontFiles } from './fonts.ts'

/** A figure as PNG, sharp enough for print. Only our own font files are opened, so it looks the same everywhere. */
export function drawPng(figure: Figure): Uint8Array {
  // Noto Sans has no arrows; a box in their place would be worse than nothing.
  const svg = toSvg(figure, '').replace(/\s?[\u2190-\u21ff]/g, '')
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Noto Sans' }
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: 2.5 }, background: '#ffffff' }).render().asPng()
}
