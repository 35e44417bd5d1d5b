/** The three readings of one report: for everybody, for those who were in the room, for the organisers alone. The widest circle first. */
export const variants = ['public', 'participants', 'restricted'] as const
export type Variant = (typeof variants)[number]

/** What is marked for a circle is in the variants of that circle and of the narrower ones; what is not marked is in all. */
export type Audience = Variant

export const isVariant = (value: unknown): value is Variant => (variants as readonly unknown[]).includes(value)

export const isFor = (audience: Audience, variant: Variant): boolean => variants.indexOf(audience) <= variants.indexOf(variant)
