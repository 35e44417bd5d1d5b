import { create as makeQr } from 'qrcode'

/** The picture is sent as rows of 0 and 1, so that a page draws it without making a picture from text. */
export function qrRows(url: string): string[] {
  const { modules } = makeQr(url, { errorCorrectionLevel: 'M' })
  return Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (_, column) => (modules.get(row, column) ? '1' : '0')).join(''),
  )
}
