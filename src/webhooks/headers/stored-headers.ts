import { invalidInput, UserError, UserErrorCode, type SecretBox } from '../../kernel/index.ts';
import { WebhookFormat } from '../webhook-format.ts';
import { headersCharactersMax, type HeaderSetting } from './header-schema.ts';
import { explainRefusedName } from './refused-names.ts';

/** A custom header as the row of its webhook has it: the value of a secret header is encrypted. */
export type StoredHeader = { name: string; value: string } | { name: string; sealed: string };

/** A custom header with its value, ready to store. */
export interface CompleteHeader {
  name: string;
  value: string;
  isSecret: boolean;
  /** The present encryption of a value that stays. */
  sealed?: string;
}

/** The custom headers of a webhook, ready to send. */
export interface OpenHeaders {
  /** Names as they were typed, with their values. Keep them out of logs and errors. */
  sent: Readonly<Record<string, string>>;
  /** A mark in place of each secret value, by name: what the log shows. */
  masks: Readonly<Record<string, string>>;
}

const mask = '••••';

/**
 * Fills in the values that were left out with the present ones.
 *
 * @param present the headers that the webhook has already
 * @throws UserError INVALID_INPUT on each value that is missing; on `headers` if the format sends none, or if they are too long
 */
export function completeHeaders(
  given: readonly HeaderSetting[],
  format: WebhookFormat,
  present: readonly StoredHeader[],
  open: (sealed: string) => string,
): CompleteHeader[] {
  if (format !== WebhookFormat.JSON && given.length > 0) throw refuseFormat();
  const complete = given.map((header) => completeHeader(header, present, open));
  const missing = complete.flatMap((header, place) => (header === null ? [place] : []));
  if (missing.length > 0) throw new UserError(missing.map(describeMissing));
  const headers = complete.filter((header) => header !== null);
  const length = headers.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  if (length <= headersCharactersMax) return headers;
  const message = `The names and values of all headers together must have at most ${headersCharactersMax} characters.`;
  throw invalidInput('headers', message);
}

/** Null if there is no value. A secret value stays only in a header that is secret too. */
function completeHeader(
  { name, value, isSecret: isSecretOrNull }: HeaderSetting,
  present: readonly StoredHeader[],
  open: (sealed: string) => string,
): CompleteHeader | null {
  const isSecret = isSecretOrNull ?? false;
  if (value != null) return { name, value, isSecret };
  const known = present.find((header) => header.name.toLowerCase() === name.toLowerCase());
  if (!known || !isSecret) return null;
  if ('value' in known) return { name, value: known.value, isSecret };
  return { name, value: open(known.sealed), isSecret, sealed: known.sealed };
}

function refuseFormat(): UserError {
  const message =
    'Only webhooks with the format JSON have headers of their own. Pass an empty list to remove them.';
  return invalidInput('headers', message);
}

function describeMissing(place: number) {
  return {
    code: UserErrorCode.INVALID_INPUT,
    message:
      'Enter the value of this header. Only a secret header that exists keeps its value, and only while the host of the URL stays the same.',
    field: `headers.${place}.value`,
    retryAfterSeconds: null,
  };
}

/** Prepares headers for the row of their webhook (UUID). */
export function storeHeaders(
  secretBox: Pick<SecretBox, 'seal'>,
  webhookId: string,
  headers: readonly CompleteHeader[],
): StoredHeader[] {
  return headers.map(({ name, value, isSecret, sealed }) =>
    isSecret ? { name, sealed: sealed ?? secretBox.seal(value, webhookId) } : { name, value },
  );
}

/**
 * Opens the headers of a webhook for its requests; null if it has none. A name that is refused by now is left out.
 *
 * @throws Error if a value cannot be decrypted
 */
export function openHeaders(
  secretBox: Pick<SecretBox, 'open'>,
  webhookId: string,
  headers: readonly StoredHeader[],
): OpenHeaders | null {
  const allowed = headers.filter(({ name }) => explainRefusedName(name) === null);
  if (allowed.length === 0) return null;
  const valueOf = (header: StoredHeader) =>
    'sealed' in header ? secretBox.open(header.sealed, webhookId) : header.value;
  const secret = allowed.filter((header) => 'sealed' in header);
  return {
    sent: Object.fromEntries(allowed.map((header) => [header.name, valueOf(header)])),
    masks: Object.fromEntries(secret.map(({ name }) => [name, mask])),
  };
}
