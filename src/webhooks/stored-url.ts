import type { SecretBox } from '../kernel/index.ts';
import { WebhookFormat } from './webhook-format.ts';

/** The URL of a webhook as its row has it. */
export interface StoredUrl {
  /** The URL to show: all of it, or the masked form of a credential. */
  url: string;
  /** The encrypted URL of a chat format; null for JSON. */
  sealedUrl: string | null;
}

const mask = '****';
const hintCharacters = 4;

/**
 * Prepares a URL for its row. Whoever knows the URL of a chat format can post there, so it is encrypted like a secret, and
 * shown with its origin and its last characters alone.
 */
export function storeUrl(
  secretBox: Pick<SecretBox, 'seal'>,
  webhookId: string,
  format: WebhookFormat,
  url: string,
): StoredUrl {
  if (format === WebhookFormat.JSON) return { url, sealedUrl: null };
  return { url: maskUrl(url), sealedUrl: secretBox.seal(url, webhookId) };
}

/** Returns the URL to send to. Keep that of a chat format out of logs and errors. @throws Error if it cannot be decrypted */
export function openUrl(
  secretBox: Pick<SecretBox, 'open'>,
  webhookId: string,
  { url, sealedUrl }: StoredUrl,
): string {
  return sealedUrl === null ? url : secretBox.open(sealedUrl, webhookId);
}

/** Whether this is the masked form of a URL, for example copied from another webhook. */
export function isMasked(url: string): boolean {
  return new URL(url).pathname.startsWith(`/${mask}`);
}

function maskUrl(url: string): string {
  const { origin } = new URL(url);
  const rest = url.slice(origin.length + 1);
  return `${origin}/${mask}${rest.slice(-hintCharacters).replace(/[^\w-]/g, '*')}`;
}
