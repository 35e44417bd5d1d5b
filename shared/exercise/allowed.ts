import * as z from 'zod/mini'

/** What a laptop can do with a card. To move it is to change its place in the list or on a plane that people arrange by hand. */
export const actions = ['add', 'change', 'move', 'remove'] as const
export type Action = (typeof actions)[number]

/** What the laptops of a table may do on its board; where nothing is named they may do everything. */
export interface Allowed {
  /** These actions and no others. */
  readonly may?: readonly Action[] | undefined
  /** A laptop changes, moves and takes away only cards that it added. */
  readonly ownCards?: true | undefined
}

/** As settings of a step, and by themselves. Nobody may do nothing: that is a lock. */
export const allowedShape = {
  may: z.optional(z.readonly(z.array(z.enum(actions)).check(z.minLength(1), z.maxLength(actions.length)))),
  ownCards: z.optional(z.literal(true)),
}
export const allowedSchema = z.strictObject(allowedShape)

/** What one laptop may do: `as` are the seats whose cards are its own, its own seat and those that it goes on as. */
export interface Granted extends Allowed {
  readonly as: readonly string[]
}
export const grantedSchema = z.strictObject({ ...allowedShape, as: z.readonly(z.array(z.string()).check(z.maxLength(100))) })

/** The keys of a card that no field may be called by: they say what it is, where it stands in the list, who added it, under which rule, and what of it is fixed. */
export const cardKeys = ['kind', 'order', 'by', 'told', 'fixed'] as const

/** One thing that somebody does to one card. */
export interface Deed {
  readonly action: Action
  /** The seat that added the card; null where nobody at the table did. */
  readonly by: string | null
  /** What is fixed on the card, keys of it as they stand in the document; null for a card that may be taken away. */
  readonly fixed: readonly string[] | null
  /** What is changed or moved: `order`, or the name of a field. */
  readonly key?: string
  /** The card was handed on from an earlier exercise: the server alone puts it down, and nobody takes it away. */
  readonly given?: boolean
}

/** Why a seat may not do it. */
export type Obstacle = 'fixed' | 'given' | 'not-now' | 'not-yours'

/** What stands in the way of a deed; null when the laptop may do it. The server asks this of every edit, a page before it makes one. */
export function obstacleTo({ action, by, fixed, key, given = false }: Deed, { may, ownCards, as }: Granted): Obstacle | null {
  if (fixed !== null && (action === 'remove' || (key !== undefined && fixed.includes(key)))) return 'fixed'
  if (given && (action === 'add' || action === 'remove')) return 'given'
  if (may !== undefined && !may.includes(action)) return 'not-now'
  // A card that is added in another's name would be that one's alone to change.
  const isYours = by === null ? action === 'add' : as.includes(by)
  return ownCards && !isYours ? 'not-yours' : null
}

/** True where one undo can only do what is allowed: what takes back an added card takes a card away. */
export function mayUndo({ may }: Allowed): boolean {
  return may === undefined || may.includes('add') === may.includes('remove')
}

/** As a running step carries it: nothing where everything is allowed. */
export function allowedIn({ may, ownCards }: Allowed): { readonly allowed?: Allowed } {
  const allowed = { ...(may && actions.some((action) => !may.includes(action)) ? { may } : {}), ...(ownCards ? { ownCards } : {}) }
  return isLimited(allowed) ? { allowed } : {}
}

export const isLimited = ({ may, ownCards }: Allowed): boolean => may !== undefined || ownCards === true
