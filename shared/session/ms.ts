/** Milliseconds since 1970 on the server's clock, the only clock. */
export type Ms = number
