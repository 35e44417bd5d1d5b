import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { renderDocx } from '../../server/report/docx.ts'
import { renderHtml } from '../../server/report/html.ts'
import { assembleReport } from '../../shared/report/assemble.ts'
import { canaries, sampleReport } from '../kit/report-sample.ts'
import { isLong } from '../kit/size.ts'

const slow = 120_000
const hostile = `\u0000\u0007\ud800 =cmd|' /C calc'!A0 <script>alert(1)</script> ]]> \u202egnp.exe ${'long'.repeat(4000)}`

/** The text of a Word file as a reader of its PDF sees it. */
async function textOf(file: Uint8Array): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'report-'))
  try {
    writeFileSync(join(folder, 'report.docx'), file)
    const profile = `-env:UserInstallation=file://${folder}/profile`
    execFileSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, 'report.docx')], {
      stdio: 'ignore',
    })
    execFileSync('pdftotext', ['-layout', join(folder, 'report.pdf'), join(folder, 'report.txt')])
    return readFileSync(join(folder, 'report.txt'), 'utf8').replace(/\s+/g, ' ')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('the report as a Word file', () => {
  // The page of `survives hostile text` is English.
  it.each(isLong ? (['en', 'ru'] as const) : (['ru'] as const))(
    'opens in LibreOffice with its headings and table values (%s)',
    { timeout: slow },
    async (language) => {
      const text = await textOf(await renderDocx(assembleReport(sampleReport(language))))
      const parts = {
        en: ['II. Mapping organized crime', 'Heroin trade', '3 of 3', '4 (4–5)', 'divergent', 'Северный маршрут', 'Annex I'],
        ru: ['II. Картирование организованной преступности', 'Торговля героином', '3 из 3', '4 (4–5)', 'расхождение', 'Приложение I'],
      }
      for (const part of parts[language]) expect(text).toContain(part)
    },
  )

  it('survives hostile text', { timeout: slow }, async () => {
    const text = await textOf(await renderDocx(assembleReport(sampleReport('en', { note: hostile }))))
    expect(text).toContain('<script>alert(1)</script>')
  })

  it('holds no participant, nothing external and no field that asks', async () => {
    const parts = unzipSync(await renderDocx(assembleReport(sampleReport('en'))))
    for (const [name, bytes] of Object.entries(parts)) {
      const content = name + Buffer.from(bytes).toString('latin1')
      for (const canary of canaries) expect(content.includes(canary), `${canary} in ${name}`).toBe(false)
      expect(content.match(/TargetMode="External"|updateFields(?! w:val="false")|attachedTemplate|w:dirty="(true|1)"/), name).toBeNull()
    }
  })
})

describe('the report as a page', () => {
  it('escapes every text and asks for nothing from elsewhere', () => {
    const html = renderHtml(assembleReport(sampleReport('en', { note: hostile })))
    expect(html).not.toContain('<script')
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|src=|url\((?!\/assets\/)/)
    for (const canary of canaries) expect(html).not.toContain(canary)
  })
})
