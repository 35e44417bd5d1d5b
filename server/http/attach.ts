import type { Response } from 'express'

/** The answer is a file of that name. RFC 6266: an ASCII name for old programs, the real one in UTF-8 beside it. Signs that turn the direction of writing go. */
export function attachAs(response: Response, title: string, ending: string): void {
  const words = title.toWellFormed().replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, ' ').replace(/\s+/g, ' ').replace(/^[. ]+/, '') // prettier-ignore
  const short = [...words].slice(0, 80).join('').trim() || 'report'
  // Windows takes these for devices, whatever follows the dot.
  const name = `${/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(short) ? `_${short}` : short}.${ending}`
  const plain = name.replace(/[^\x20-\x7e]/g, '_')
  const utf8 = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  response.setHeader('Content-Disposition', `attachment; filename="${plain}"; filename*=UTF-8''${utf8}`)
}
