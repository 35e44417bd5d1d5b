import { expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'

test('a copy that would be written over what it copies is refused', () => {
  for (const copyTo of ['./data', 'data/copy', '.'])
    expect(() => readConfig(['--data-dir', 'data', '--copy-to', copyTo], {})).toThrow(/must go to another folder/)
  expect(readConfig(['--data-dir', 'data', '--copy-to', 'data-copy'], {}).copyTo).toBe('data-copy')
  expect(readConfig(['--data-dir', 'data', '--copy-to', '/media/stick'], {}).copyTo).toBe('/media/stick')
})

test('HTTPS needs both files', () => {
  expect(() => readConfig(['--tls-cert', 'cert.pem'], {})).toThrow(/needs both files/)
  expect(readConfig([], { TLS_CERT: 'cert.pem', TLS_KEY: 'key.pem' }).tls).toEqual({ cert: 'cert.pem', key: 'key.pem' })
})

test('facilitators work over plain HTTP from other laptops only when that is allowed', () => {
  expect(readConfig([], {}).allowPlainHttp).toBe(false)
  expect(readConfig(['--allow-plain-http'], {}).allowPlainHttp).toBe(true)
})
