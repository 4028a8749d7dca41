import type { ZodType, core } from 'zod';
import { UserErrorCode, UserError } from './errors.ts';

/**
 * The input as the schema describes it.
 *
 * @throws UserError naming every field in error, as INVALID_INPUT or as the code that an issue
 * carries in `params.code`.
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

/** A value that may be left out. To GraphQL clients null often means the same: both give the default. */
export function orDefault<T>(schema: ZodType<T, T>, fallback: T) {
  return schema.nullish().transform((value) => value ?? fallback);
}
