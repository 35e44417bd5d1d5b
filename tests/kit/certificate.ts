import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A certificate that signs itself, and its key, as PEM files: for these names, for so many days. */
export function makeCertificate(names: readonly string[], days = 30, dir = mkdtempSync(join(tmpdir(), 'roundtable-certificate-'))) {
  const files = { cert: join(dir, 'cert.pem'), key: join(dir, 'key.pem') }
  const alternatives = names.map((name) => (/^[0-9.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`)).join(',')
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', String(days)]
  const out = ['-keyout', files.key, '-out', files.cert, '-subj', '/CN=Roundtable test', '-addext', `subjectAltName=${alternatives}`]
  execFileSync('openssl', [...args, ...out], { stdio: 'ignore' })
  return { ...files, dir }
}
