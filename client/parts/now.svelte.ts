import { steadyNow } from '../connection/steady-clock.ts'

const everyMs = 250

/**
 * The server's time, told anew at each of the server's quarter seconds while a screen is there: all screens of a room change
 * together, whenever they were opened. Make it while a component is set up.
 */
export class ServerNow {
  ms = $state(steadyNow())

  constructor(offset: () => number) {
    $effect(() => {
      let timer: ReturnType<typeof setTimeout>
      const tell = () => {
        const now = steadyNow() + offset()
        this.ms = now
        timer = setTimeout(tell, everyMs - (now % everyMs))
      }
      tell()
      return () => clearTimeout(timer)
    })
  }
}

/** `?session=ID` of the page; null without one. */
export function sessionInAddress(): string | null {
  return new URLSearchParams(location.search).get('session')
}
