/** Hands bytes to the browser's downloads under the name that the server gave. */
export function saveFile(bytes: Blob, disposition: string | null): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(bytes)
  link.download = fileName(disposition)
  link.click()
  // The browser has taken the address when the click returns; a minute is for slow ones.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** The name in a Content-Disposition (RFC 6266), the UTF-8 one where there is one. */
function fileName(disposition: string | null): string {
  const utf8 = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  if (utf8 !== undefined) return decodeURIComponent(utf8)
  return /filename="([^"]+)"/i.exec(disposition ?? '')?.[1] ?? 'report.docx'
}
