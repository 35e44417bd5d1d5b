const deepest = 60

/**
 * JSON in its one form: keys in the order of their code units, no spaces, nothing that is undefined. Two values that say the
 * same have the same text, on every machine. Throws where a value is nested deeper than anything of ours.
 */
export function canonical(value: unknown, depth = 0): string {
  if (depth > deepest) throw new RangeError('nested too deep')
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one, depth + 1)).join(',')}]`
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner, depth + 1)}`).join(',')}}`
}
