import type { Component } from 'svelte'
import { render } from 'svelte/server'
import { vi } from 'vitest'

/** What a browser has before a component is loaded; import components after it. */
export function pretendBrowser(): void {
  vi.stubGlobal('localStorage', { getItem: () => 'en', setItem: () => undefined })
  vi.stubGlobal('document', { documentElement: {} })
}

/** The words of a component as it is drawn with these. */
export function wordsOf<Props extends Record<string, unknown>>(component: Component<Props>, props: Props): string {
  const { body } = render(component as Component, { props })
  return body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim() // prettier-ignore
}
