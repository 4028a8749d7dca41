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
  /** Must fit the schema that the catalogue has for the type. JSON values only. */
  data: unknown;
  /** When it occurred; now when left out. Sent to the second. */
  occurredAt?: Date | undefined;
  /** Publishing the same key again within 24 hours returns the first event; 1–255 characters. */
  idempotencyKey?: string | undefined;
}

/** A draft that passed every check, with the text that will be sent. */
export interface CheckedEvent {
  type: EventTypeName;
  body: string;
  occurredAt: Date;
  /** Null without a key. */
  key: EventKey | null;
}

/** An idempotency key, and what must come with it each time: the type, the data and the instant, when one was given. */
export interface EventKey {
  text: string;
  content: unknown;
}

const eventsMax = 100;
const payloadBytesMax = 256 * 1024;
/** No body is larger: its type, its time and what surrounds its data have some hundred bytes. */
export const eventBodyBytesMax = payloadBytesMax + 1024;
const callBytesMax = 1024 * 1024;

/**
 * Checks all drafts of a call against the catalogue and the limits (100 events, 256 KiB a payload,
 * 1 MiB a call), and builds each body, once.
 *
 * @param extra keys that follow the three of every body
 * @throws UserError with every error of the call; its fields say which event, as in `events.3.data`.
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
    errors.push(error('events', 'The payloads of one call may have 1 MiB together.'));
  }
  if (errors.length > 0) throw new UserError(errors);
  return checked;
}

function findErrors(draft: EventDraft, field: string, validator: EventValidator): UserErrorData[] {
  const { type, data, occurredAt, idempotencyKey: key } = draft;
  if (!isEventTypeName(type)) {
    return [
      error(`${field}.type`, 'There is no such event type.', UserErrorCode.UNKNOWN_EVENT_TYPE),
    ];
  }
  const errors = findDataErrors(validator.validateEventData(type, data), data, `${field}.data`);
  if (occurredAt && !isYearWithDate(occurredAt)) {
    errors.push(error(`${field}.occurredAt`, 'The time must lie in the years 0001 to 9999.'));
  }
  if (key !== undefined && !isIdempotencyKey(key)) {
    errors.push(error(`${field}.idempotencyKey`, idempotencyKeyRule));
  }
  return errors;
}

/** Data that is too large mostly breaks the schema too; then its size is what the caller is told. */
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

/** Bytes of the data as JSON; 0 for what JSON cannot carry, which is an error of another kind. */
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
    ? [error(field, `The payload has ${bytes} bytes; 256 KiB are allowed.`)]
    : [];
}

/** JSON.stringify writes NUL as an escape, so that PostgreSQL can store every body. */
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

/** The body tells the second, and so does the row, which would round. */
function cutToSecond(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / 1_000) * 1_000);
}

/** What both RFC 3339 and PostgreSQL can write. */
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
