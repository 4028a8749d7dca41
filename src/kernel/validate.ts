import type { ZodType, core } from 'zod';
import { UserErrorCode, UserError } from './errors.ts';

/**
 * Returns the input as the schema transforms it.
 *
 * @throws UserError naming every invalid field, as INVALID_INPUT or with the code in the issue's
 * `params.code`
 */
export function validateInput<T>(schema: ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new UserError(
    result.error.issues.map((issue) => ({
      code: codeOf(issue),
      message: issue.message,
      field: issue.path.length > 0 ? issue.path.join('.') : null,
      retryAfterSeconds: null,
    })),
  );
}

function codeOf(issue: core.$ZodIssue): UserErrorCode {
  const code: unknown = issue.code === 'custom' ? issue.params?.code : undefined;
  return (
    Object.values(UserErrorCode).find((known) => known === code) ?? UserErrorCode.INVALID_INPUT
  );
}

/** Makes a field optional. Both a missing value and null, which GraphQL clients often send, give the default. */
export function orDefault<T>(schema: ZodType<T, T>, fallback: T) {
  return schema.nullish().transform((value) => value ?? fallback);
}
