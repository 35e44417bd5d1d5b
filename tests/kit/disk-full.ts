/** What a write is refused with when there is no room left. */
export function diskFull(): Error {
  return Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
}
