import { strToU8, zipSync, type Zippable } from 'fflate'
import { assembleReport } from '../../shared/report/assemble.ts'
import { toSvg } from '../../shared/report/figures/to-svg.ts'
import { assembleFeatures } from '../../shared/report/geojson.ts'
import { assembleSheets } from '../../shared/report/sheets.ts'
import type { ReportInput } from '../../shared/report/telling.ts'
import { renderCsv } from './csv.ts'
import { drawPng } from './png.ts'

/** Names inside are our own: no title of anybody becomes a path. The time is the same in every bundle. */
const at = { mtime: new Date('2000-01-01T00:00:00Z') }

/** Data and figures of a session in one zip: sheets as CSV, what is on the maps as GeoJSON, every figure as SVG and PNG. */
export function renderBundle(input: ReportInput, tell: (share: number) => void = () => undefined): Uint8Array {
  const files: Zippable = {}
  assembleSheets(input).forEach((sheet, place) => {
    files[`tables/${String(place + 1).padStart(2, '0')}.csv`] = [strToU8(renderCsv(sheet)), at]
  })
  const features = assembleFeatures(input)
  if (features) files['map.geojson'] = [strToU8(JSON.stringify(features, null, 1)), at]
  const figures = assembleReport(input).blocks.flatMap((block) => (block.is === 'figure' ? [block] : []))
  figures.forEach(({ number, figure, alt }, place) => {
    const name = `figures/figure-${String(number).padStart(2, '0')}`
    files[`${name}.svg`] = [strToU8(toSvg(figure, alt)), at]
    files[`${name}.png`] = [drawPng(figure), { ...at, level: 0 }]
    tell((place + 1) / figures.length)
  })
  return zipSync(files)
}
