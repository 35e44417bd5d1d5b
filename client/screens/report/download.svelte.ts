import { isRefusal } from '../../../shared/refusals.ts'
import type { ReportFile } from '../../../shared/report/formats.ts'
import type { Language } from '../../../shared/i18n/language.ts'
import type { Variant } from '../../../shared/report/variants.ts'
import { t } from '../../language.svelte.ts'
import { ask } from '../../connection/api.ts'
import { newId } from '../../connection/new-id.ts'
import { fileName, saveFile } from './save-file.ts'

const lookMs = 400

/** One file on its way from the server: how far it is, and how it ended. */
export class Download {
  /** The format that is being written; null when none is. */
  writing = $state<ReportFile | null>(null)
  /** 0 to 1. */
  share = $state(0)
  said = $state<{ text: string; bad: boolean } | null>(null)
  #giveUp: AbortController | null = null

  async fetch(session: string, format: ReportFile, language: Language, variant: Variant): Promise<void> {
    const job = newId()
    const giveUp = (this.#giveUp = new AbortController())
    this.writing = format
    this.share = 0
    this.said = null
    void this.#watch(job, giveUp)
    try {
      const answer = await fetch(`/rt/facilitator/report/${session}.${format}?lang=${language}&variant=${variant}&job=${job}`, {
        signal: giveUp.signal,
      })
      if (answer.ok) {
        const name = fileName(answer.headers.get('Content-Disposition'))
        // Whatever stands between may answer in our server's place: the page of a portal is no report.
        if (name === null) throw new Error('not from our server')
        saveFile(await answer.blob(), name)
        this.said = { text: t('reportScreen.downloaded'), bad: false }
      } else {
        const refusal: unknown = await answer.json().catch(() => null)
        const why = isRefusal(refusal) ? t(`refusals.${refusal.refused}`, refusal.details) : t('refusals.something-broke')
        this.said = { text: t('reportScreen.failed', { why }), bad: true }
      }
    } catch {
      this.said = giveUp.signal.aborted
        ? { text: t('reportScreen.cancelled'), bad: false }
        : { text: t('reportScreen.failed', { why: t('reportScreen.noConnection') }), bad: true }
    } finally {
      this.#giveUp = null
      this.writing = null
    }
  }

  cancel(): void {
    this.#giveUp?.abort()
  }

  /** Asks how far it is until it has ended, one ask after the other. */
  async #watch(job: string, writing: AbortController): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, lookMs))
      if (this.#giveUp !== writing) return
      const told = await ask<{ share: number | null }>('GET', `/rt/facilitator/writing/${job}`)
      if (this.#giveUp !== writing) return
      if (!isRefusal(told) && told.share !== null) this.share = told.share
    }
  }
}
