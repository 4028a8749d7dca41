/** Every code that `userErrors` can carry. There is no other list. */
export const UserErrorCode = {
  INVALID_INPUT: 'INVALID_INPUT',
  PLAN_UPGRADE_REQUIRED: 'PLAN_UPGRADE_REQUIRED',
  PLAN_LIMIT_REACHED: 'PLAN_LIMIT_REACHED',
  URL_NOT_ALLOWED: 'URL_NOT_ALLOWED',
  UNKNOWN_EVENT_TYPE: 'UNKNOWN_EVENT_TYPE',
  NOT_FOUND: 'NOT_FOUND',
  RATE_LIMITED: 'RATE_LIMITED',
  CONFLICT: 'CONFLICT',
} as const;
export type UserErrorCode = (typeof UserErrorCode)[keyof typeof UserErrorCode];

/** What each code means and what the caller does, for the schema and `docs/api.md`. */
export const userErrorMeanings: Readonly<Record<UserErrorCode, string>> = {
  INVALID_INPUT: 'A value breaks a rule. Show the message at its `field`.',
  PLAN_UPGRADE_REQUIRED:
    'The plan of the workspace has no webhooks. Offer the plans that the message names.',
  PLAN_LIMIT_REACHED:
    'The workspace has as many webhooks as its plan allows. Offer `Workspace.nextPlan`, or delete one.',
  URL_NOT_ALLOWED: 'The URL of a webhook is malformed, or leads where no request may go.',
  UNKNOWN_EVENT_TYPE: 'A name is not in `eventTypes`. Load that list again.',
  NOT_FOUND:
    'The object does not exist, is deleted or belongs to another workspace. Remove it from the page.',
  RATE_LIMITED: 'A limit on this kind of call is reached. Repeat it after `retryAfterSeconds`.',
  CONFLICT:
    'The present state does not allow it, or an `idempotencyKey` was used before. Load the object again.',
};

/** An error the caller can fix. */
export interface UserErrorData {
  code: UserErrorCode;
  /** A sentence for people. It never repeats a secret. */
  message: string;
  /** Dot path into the mutation's `input`, for example `events.3.data`; null when no single field is in error. */
  field: string | null;
  /** After how many seconds the same call may succeed; set for RATE_LIMITED only. */
  retryAfterSeconds: number | null;
}

/**
 * Thrown by domain code for an error caused by the user. It rolls back the transaction and reaches the
 * caller as `userErrors`. It is never logged as an internal error.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly errors: readonly UserErrorData[];

  constructor(errors: readonly UserErrorData[]) {
    super(errors.map((error) => error.message).join(' '));
    this.errors = errors;
  }
}

/** Makes an error with one entry. */
export function userError(
  code: UserErrorCode,
  message: string,
  field: string | null = null,
  retryAfterSeconds: number | null = null,
): UserError {
  return new UserError([{ code, message, field, retryAfterSeconds }]);
}

/** Makes an INVALID_INPUT of one field. */
export function invalidInput(field: string, message: string): UserError {
  return userError(UserErrorCode.INVALID_INPUT, message, field);
}

/** The same error for an object that does not exist and for one of another workspace: callers cannot tell which. */
export function notFound(noun: string, field: string): UserError {
  return userError(UserErrorCode.NOT_FOUND, `There is no such ${noun} in this workspace.`, field);
}

/** NOT_FOUND is for subscriptions, which have no `userErrors`. */
export type AccessErrorCode = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND';

/**
 * A system that every call depends on cannot be reached. Callers are asked to try again. Log the cause where
 * this is thrown: it is not logged for each call.
 */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';

  constructor(options?: ErrorOptions) {
    super('The service is temporarily unavailable. Try again in a few seconds.', options);
  }
}

/** An error in the caller's access, not in the input: it becomes a top-level error. */
export class AccessError extends Error {
  override readonly name = 'AccessError';
  readonly code: AccessErrorCode;

  constructor(code: AccessErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
