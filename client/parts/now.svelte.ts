/** The server's time, told anew four times a second while a screen is there. Make it while a component is set up. */
export class ServerNow {
  ms = $state(Date.now())

  constructor(offset: () => number) {
    $effect(() => {
      const tell = () => (this.ms = Date.now() + offset())
      tell()
      const timer = setInterval(tell, 250)
      return () => clearInterval(timer)
    })
  }
}

/** `?session=ID` of the page; null without one. */
export function sessionInAddress(): string | null {
  return new URLSearchParams(location.search).get('session')
}
