import { isEventTypeName, type EventTypeName, type EventValidator } from '../catalogue/index.ts';
import {
  idempotencyKeyRule,
  isIdempotencyKey,
  UserErrorCode,
  UserError,
  type UserErrorData,
} from '../kernel/index.ts';

/** An event that a caller wants to publish. */
export interface EventDraft {
  type: string;
  /** Must match the schema of the type in the catalogue. JSON values only. */
  data: unknown;
  /** Time when the event occurred; defaults to now. Sent with a precision of one second. */
  occurredAt?: Date | undefined;
  /** 1–255 characters. Publishing again with the same key within 24 hours returns the first event. */
  idempotencyKey?: string | undefined;
}

/** A draft that passed every check, with the body to send. */
export interface CheckedEvent {
  type: EventTypeName;
  body: string;
  occurredAt: Date;
  /** Null without a key. */
  key: EventKey | null;
}

/** An idempotency key with the content that must not change: the type, the data and `occurredAt`, if given. */
export interface EventKey {
  text: string;
  content: unknown;
}

const eventsMax = 100;
const payloadBytesMax = 256 * 1024;
const callBytesMax = 1024 * 1024;

/**
 * Checks all drafts of a call against the catalogue and the limits (100 events, 256 KiB per payload,
 * 1 MiB per call), and builds the body of each.
 *
 * @param extra keys added to every body after the three standard ones
 * @throws UserError with every error of the call; its fields name the event, as in `events.3.data`.
 */
export function checkDrafts(
  drafts: readonly EventDraft[],
  validator: EventValidator,
  now: Date,
  extra: Readonly<Record<string, unknown>> = {},
): CheckedEvent[] {
  if (drafts.length === 0 || drafts.length > eventsMax) {
    throw new UserError([
      error('events', `Publish 1 to ${eventsMax} events in a call, not ${drafts.length}.`),
    ]);
  }
  const errors = drafts.flatMap((draft, index) => findErrors(draft, `events.${index}`, validator));
  errors.push(...findRepeatedKeys(drafts));
  if (errors.length > 0) throw new UserError(errors);
  const checked = drafts.map((draft) => toChecked(draft, now, extra));
  const sizes = checked.map((event) => Buffer.byteLength(event.body));
  errors.push(...sizes.flatMap((size, index) => findOversize(size, `events.${index}.data`)));
  if (errors.length === 0 && sizes.reduce((sum, size) => sum + size, 0) > callBytesMax) {
    errors.push(error('events', 'The payloads of a call may have at most 1 MiB in total.'));
  }
  if (errors.length > 0) throw new UserError(errors);
  return checked;
}

function findErrors(draft: EventDraft, field: string, validator: EventValidator): UserErrorData[] {
  const { type, data, occurredAt, idempotencyKey: key } = draft;
  if (!isEventTypeName(type)) {
    return [
      error(
        `${field}.type`,
        'There is no event type with this name.',
        UserErrorCode.UNKNOWN_EVENT_TYPE,
      ),
    ];
  }
  const errors = findDataErrors(validator.validateEventData(type, data), data, `${field}.data`);
  if (occurredAt && !isYearWithDate(occurredAt)) {
    errors.push(error(`${field}.occurredAt`, 'The year must be between 0001 and 9999.'));
  }
  if (key !== undefined && !isIdempotencyKey(key)) {
    errors.push(error(`${field}.idempotencyKey`, idempotencyKeyRule));
  }
  return errors;
}

/** Data that is too large usually also violates the schema; then only the size is reported. */
function findDataErrors(
  schemaErrors: ReturnType<EventValidator['validateEventData']>,
  data: unknown,
  field: string,
): UserErrorData[] {
  if (schemaErrors.length === 0) return [];
  const tooLarge = findOversize(measure(data), field);
  if (tooLarge.length > 0) return tooLarge;
  return schemaErrors.map(({ path, message }) =>
    error(path === '' ? field : `${field}.${path}`, message),
  );
}

/** Returns the bytes of the data as JSON; 0 if it cannot be written as JSON, which other checks report. */
function measure(data: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(data ?? null));
  } catch {
    return 0;
  }
}

function findRepeatedKeys(drafts: readonly EventDraft[]): UserErrorData[] {
  const seen = new Set<string>();
  return drafts.flatMap(({ idempotencyKey: key }, index) => {
    if (key === undefined) return [];
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [
      error(
        `events.${index}.idempotencyKey`,
        'Another event of this call has the same key.',
        UserErrorCode.CONFLICT,
      ),
    ];
  });
}

function findOversize(bytes: number, field: string): UserErrorData[] {
  return bytes > payloadBytesMax
    ? [error(field, `The payload has ${bytes} bytes; at most 256 KiB are allowed.`)]
    : [];
}

/** Builds the body. JSON.stringify escapes NUL, so PostgreSQL can store every body. */
function toChecked(
  draft: EventDraft,
  now: Date,
  extra: Readonly<Record<string, unknown>>,
): CheckedEvent {
  const { type, data, idempotencyKey } = draft;
  const occurredAt = cutToSecond(draft.occurredAt ?? now);
  const timestamp = `${occurredAt.toISOString().slice(0, 19)}Z`;
  const body = JSON.stringify({ event: type, data, timestamp, ...extra });
  const content = [type, data, draft.occurredAt?.toISOString() ?? null];
  const key = idempotencyKey === undefined ? null : { text: idempotencyKey, content };
  return { type: type as EventTypeName, body, occurredAt, key };
}

/** The keys of a test that follow the three standard ones of a body. */
export const testKeys = { test: true } as const;

/** Cuts to the second, for the body and the row alike: the database would round. */
function cutToSecond(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / 1_000) * 1_000);
}

/** Years that both RFC 3339 and PostgreSQL can represent. */
function isYearWithDate(instant: Date): boolean {
  const year = instant.getUTCFullYear();
  return year >= 1 && year <= 9999;
}

function error(
  field: string,
  message: string,
  code: UserErrorCode = UserErrorCode.INVALID_INPUT,
): UserErrorData {
  return { code, message, field, retryAfterSeconds: null };
}
