import { expect, test } from 'vitest'
import { roomPhrase } from '../../shared/session/phrase.ts'

test('a room has two words in each language, always the same, and rooms differ', () => {
  const rooms = Array.from({ length: 400 }, (_, index) => `session${String(index)}x`)
  for (const room of rooms) {
    const phrase = roomPhrase(room)
    expect(phrase).toEqual(roomPhrase(room))
    expect(phrase.en).toMatch(/^[a-z]+ [a-z]+$/)
    expect(phrase.ru).toMatch(/^[а-яё]+ [а-яё]+$/)
  }
  expect(new Set(rooms.map((room) => roomPhrase(room).en)).size).toBeGreaterThan(280)
  expect(new Set(rooms.map((room) => roomPhrase(room).ru)).size).toBe(new Set(rooms.map((room) => roomPhrase(room).en)).size)
})
