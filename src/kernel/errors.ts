/** Every code that `userErrors` can carry. This list is the catalogue; there is no other. */
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

/** One thing that the caller can mend. */
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
 * Thrown by domain code for what a user causes. It rolls back the transaction it is thrown in and
 * reaches the caller as `userErrors`; it is never logged as an error of ours.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly errors: readonly UserErrorData[];

  constructor(errors: readonly UserErrorData[]) {
    super(errors.map((error) => error.message).join(' '));
    this.errors = errors;
  }
}

/** An error with one entry. */
export function userError(
  code: UserErrorCode,
  message: string,
  field: string | null = null,
  retryAfterSeconds: number | null = null,
): UserError {
  return new UserError([{ code, message, field, retryAfterSeconds }]);
}

/** The answer for what does not exist and for what belongs to another workspace: nobody can tell which. */
export function notFound(noun: string, field: string): UserError {
  return userError(UserErrorCode.NOT_FOUND, `There is no such ${noun} in this workspace.`, field);
}

/** NOT_FOUND is for subscriptions, which have no `userErrors`. */
export type AccessErrorCode = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND';

/**
 * Something outside that is needed for every call cannot be asked at the moment. Callers are told to try
 * again; whoever throws it has logged the cause, so it is not logged for each call.
 */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';

  constructor(options?: ErrorOptions) {
    super('The service cannot do this at the moment. Try again in a few seconds.', options);
  }
}

/** An answer that is not the caller's input but the caller's standing: it becomes a top-level error. */
export class AccessError extends Error {
  override readonly name = 'AccessError';
  readonly code: AccessErrorCode;

  constructor(code: AccessErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
