/** The types of the custom scalars for graphql-codegen: what JSON carries, not what the server holds. */
export const scalars = {
  ID: 'string',
  /** RFC 3339 in UTC, such as `2026-11-24T07:49:09.123Z`. */
  DateTime: 'string',
  JSON: 'unknown',
  /** A whole number of at most 2^53 - 1, which `Int` could not hold. */
  SafeInt: 'number',
  URL: 'string',
};
