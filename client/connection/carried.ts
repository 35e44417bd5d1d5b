import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import { digest } from 'lib0/hash/sha256'
import * as z from 'zod/mini'
import { languages } from '../../shared/i18n/language.ts'
import { isRefusal } from '../../shared/refusals.ts'
import { parseEnvelope, type Envelope } from '../../shared/session/commands.ts'

/** What stands before it in the address. */
export const mark = '#moved='
/** Browsers take addresses of a megabyte at least; the server takes an update of a quarter. */
const longest = 350_000

const id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))
const base64 = z.string().check(z.regex(/^[A-Za-z0-9_-]+$/))
const secret = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))
const words = z.string().check(z.maxLength(10_000))
const envelope = z.custom<Envelope>((raw) => !isRefusal(parseEnvelope(raw)))

const carriedSchema = z.strictObject({
  /** The address that was lost, as people type it. */
  from: z.string().check(z.maxLength(200)),
  language: z.enum(languages),
  /** Of each board what the server has not called saved, as a Yjs update. */
  boards: z.array(z.strictObject({ board: id, exercise: id, update: base64 })).check(z.maxLength(100)),
  /** Commands that the server has not answered, in their order. */
  commands: z.array(envelope).check(z.maxLength(200)),
  /** Words that are not put down yet, by board and kind. */
  drafts: z.array(z.tuple([z.string().check(z.maxLength(200)), words])).check(z.maxLength(200)),
  /** The wall was made dark here. */
  blank: z.boolean(),
})
/** What a page takes along when it goes to another address of the server. */
export type Carried = z.infer<typeof carriedSchema>

const sealedSchema = z.strictObject({
  hat: z.enum(['seat', 'plenary']),
  /** Makes the page known again, once. */
  key: secret,
  nonce: z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/)),
  words: base64,
})
/** The same as it stands in an address, where a browser may remember it: to be read with the seal alone, which the server gives for the key. */
export type Sealed = z.infer<typeof sealedSchema>

/** `nonce` is 16 bytes of real chance. */
export function seal(carried: Carried, { hat, key, seal }: Pick<Sealed, 'hat' | 'key'> & { seal: string }, nonce: Uint8Array): Sealed {
  const text = new TextEncoder().encode(JSON.stringify(carried))
  return { hat, key, nonce: wordOf(nonce), words: wordOf(mixed(text, seal, nonce)) }
}

/** Null where the seal is another one, or there is nothing under it that we would have written. */
export function unseal({ words, nonce }: Sealed, seal: string): Carried | null {
  return parsed(carriedSchema, () => decoded(mixed(bytesOf(words), seal, bytesOf(nonce))))
}

/** The part of an address that carries it; null when it is more than an address can carry. */
export function fragmentOf(sealed: Sealed): string | null {
  const fragment = mark + wordOf(new TextEncoder().encode(JSON.stringify(sealed)))
  return fragment.length > longest ? null : fragment
}

/** What came with the address; null when nothing did, or nothing that we would have written. */
export function readFragment(hash: string): Sealed | null {
  if (!hash.startsWith(mark) || hash.length > longest) return null
  return parsed(sealedSchema, () => decoded(bytesOf(hash.slice(mark.length))))
}

/** The same as text, for what the browser keeps over a reload. */
export const parseSealed = (text: string): Sealed | null => parsed(sealedSchema, () => text)

export const bytesOf = (word: string): Uint8Array => fromBase64UrlEncoded(word)
export const wordOf = (bytes: Uint8Array): string => toBase64UrlEncoded(bytes)

function parsed<Schema extends z.ZodMiniType>(schema: Schema, text: () => string): z.output<Schema> | null {
  try {
    return schema.safeParse(JSON.parse(text())).data ?? null
  } catch {
    return null
  }
}

const decoded = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

/**
 * The bytes mixed with SHA-256 of seal, nonce and a counter; mixed again they are what they were. The browser's own ciphers are not there
 * on plain HTTP. No two addresses share a seal and a nonce.
 */
function mixed(bytes: Uint8Array, seal: string, nonce: Uint8Array): Uint8Array {
  const block = new Uint8Array([...bytesOf(seal), ...nonce, 0, 0, 0, 0])
  const counter = new DataView(block.buffer, block.length - 4)
  const out = new Uint8Array(bytes.length)
  for (let at = 0; at < bytes.length; at += 32) {
    counter.setUint32(0, at / 32)
    const mask = digest(block)
    for (let index = at; index < Math.min(at + 32, bytes.length); index++) out[index] = (bytes[index] ?? 0) ^ (mask[index - at] ?? 0)
  }
  return out
}
