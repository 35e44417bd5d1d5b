/** Hands bytes to the browser's downloads under that name. */
export function saveFile(bytes: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(bytes)
  link.download = name
  link.click()
  // The browser has taken the address when the click returns; a minute is for slow ones.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** The name in a Content-Disposition (RFC 6266) as our server writes it, the UTF-8 one; null where there is none. */
export function fileName(disposition: string | null): string | null {
  const utf8 = /^attachment;.*filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return utf8 === undefined ? null : decodeURIComponent(utf8)
}
