/** Bytes of an HTTP body: one call of `publishEvents` may carry 1 MiB. */
export const bodyBytesMax = 1024 * 1024;

/** Bytes of a query text. In a sensible request the long part is the variables. */
export const queryBytesMax = 128 * 1024;

/**
 * For calls without a token, which may only read the schema. The standard introspection query has 1.5 KiB
 * and 250 tokens. Reading the schema takes some milliseconds, so all anonymous callers share a small part
 * of a node.
 */
export const anonymousLimits = { bodyBytes: 8 * 1024, tokens: 500, points: 10, seconds: 10 };
