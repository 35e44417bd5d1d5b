import { expect, test } from 'vitest'
import { translator } from '../../shared/i18n/messages.ts'
import { checkRoom, type CheckName, type Light, type RoomFacts } from '../../shared/room/checks.ts'

const now = 1_000_000_000_000
const day = 86_400_000
const device = { at: now, isElsewhere: true, sockets: true, polls: true, offset: 300 }
const well: RoomFacts = {
  now,
  addresses: ['http://192.168.1.5:8080'],
  securedUntil: now + 60 * day,
  freeBytes: 80e9,
  sleepsAfter: 0,
  copy: { at: now - 20_000, failed: false },
  devices: [device],
}
const lightOf = (facts: Partial<RoomFacts>, name: CheckName) => {
  const found = checkRoom({ ...well, ...facts }).find((one) => one.name === name)
  return found && [found.light, found.text]
}

test('O1: a good room is good in every line', () => {
  expect(checkRoom(well).map(({ light }) => light)).toEqual(Array<Light>(8).fill('good'))
})

const faults: readonly (readonly [string, Partial<RoomFacts>, CheckName, Light, string])[] = [
  ['no network', { addresses: [] }, 'addresses', 'bad', 'none'],
  ['devices kept apart', { devices: [] }, 'device', 'waiting', 'awaited'],
  ['only this laptop itself came', { devices: [{ ...device, isElsewhere: false }] }, 'device', 'waiting', 'awaited'],
  ['WebSockets blocked', { devices: [{ ...device, sockets: false }] }, 'sockets', 'care', 'polls'],
  ['nothing live passes', { devices: [{ ...device, sockets: false, polls: false }] }, 'sockets', 'bad', 'nothing'],
  ['the clock wrong by a day', { devices: [{ ...device, offset: -day }] }, 'clock', 'care', 'differs'],
  ['sleep in ten minutes', { sleepsAfter: 10 }, 'sleep', 'bad', 'after'],
  ['sleep unknown', { sleepsAfter: null }, 'sleep', 'care', 'unknown'],
  ['a disk nearly full', { freeBytes: 300e6 }, 'disk', 'bad', 'little'],
  ['no certificate', { securedUntil: null }, 'secured', 'care', 'plain'],
  ['a certificate that ends in ten days', { securedUntil: now + 10 * day }, 'secured', 'care', 'until'],
  ['a certificate that is over', { securedUntil: now - day }, 'secured', 'bad', 'over'],
  ['no copy', { copy: null }, 'copy', 'care', 'none'],
  ['a stick that was pulled', { copy: { at: now - 30_000, failed: 'cannot-write' } }, 'copy', 'bad', 'old'],
  ['a copy that is old', { copy: { at: now - 180_000, failed: false } }, 'copy', 'bad', 'old'],
  ['the copy of another laptop', { copy: { at: null, failed: 'other-copy' } }, 'copy', 'bad', 'other'],
  ['a copy that never came', { copy: { at: null, failed: 'cannot-write' } }, 'copy', 'bad', 'fails'],
]

for (const [fault, facts, name, light, found] of faults)
  test(`O1: ${fault} is named, and nothing else changes its light`, () => {
    expect(lightOf(facts, name)).toEqual([light, `check.${name}_${found}`])
    const others = checkRoom({ ...well, ...facts }).filter((one) => one.name !== name && one.light === 'bad')
    expect(others).toEqual([])
  })

test('every line has its sentence in both languages, with its numbers in it', () => {
  for (const language of ['en', 'ru'] as const)
    for (const [, facts] of faults)
      for (const { text, args } of checkRoom({ ...well, ...facts })) {
        const sentence = translator(language)(text, args)
        expect(sentence).not.toMatch(/[{}]|^check\./)
      }
})
