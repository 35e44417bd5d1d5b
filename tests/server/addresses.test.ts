import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import { movableAddresses, readEvery } from '../../server/addresses.ts'

test('a page may go by itself to what is surely this machine, and to no other machine of the same certificate', () => {
  const all = [
    'https://room7.example.org:8443',
    'https://mail.example.org:8443',
    'https://10.0.0.2:8443',
    `https://${hostname()}.local:8443`,
  ]
  const own = ['10.0.0.2']
  expect(movableAddresses(all, ['room7.example.org'], own)).toEqual([all[0], all[2], all[3]])
  expect(movableAddresses(all, ['room7.example.org:8443'], own)).toContain(all[0])
})

test('no policy of a page can name an IPv6 address: none is offered', () => {
  expect(movableAddresses(['http://[fd00::2]:8080', 'http://10.0.0.2:8080'], [], ['[fd00::2]', '10.0.0.2'])).toEqual([
    'http://10.0.0.2:8080',
  ])
})

test('what costs a call to the system is read anew after its time and not before', () => {
  let now = 0
  let reads = 0
  const read = readEvery(
    5000,
    () => now,
    () => (reads += 1),
  )
  expect([read(), read()]).toEqual([1, 1])
  now = 4999
  expect(read()).toBe(1)
  now = 5000
  expect([read(), read()]).toEqual([2, 2])
})
