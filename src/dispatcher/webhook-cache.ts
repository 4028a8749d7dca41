import DataLoader from 'dataloader';
import type { Database } from '../db/index.ts';
import { UnavailableError, type Clock, type SecretBox } from '../kernel/index.ts';
import type { ClaimedDelivery } from '../deliveries/index.ts';
import {
  loadDeliverySettings,
  openDeliveryHeaders,
  openDeliveryUrl,
  openSecrets,
  type DeliverySettings,
  type OpenHeaders,
  type WebhookFormat,
} from '../webhooks/index.ts';
import { createSigningSecret, type SigningSecret } from './http/sign-request.ts';

/** Settings of a webhook for one request. */
export interface RequestSettings {
  /** Where to send; a credential for a chat format. */
  url: string;
  /** The URL that logs may show. */
  shownUrl: string;
  /** The URL as it is stored: it differs for each URL that the webhook had. */
  storedUrl: string;
  format: WebhookFormat;
  /** The text of chat messages; null for the notice of the event. */
  messageText: string | null;
  timeoutSeconds: number;
  secrets: SigningSecret[];
  /** The headers that the webhook adds; null if there are none. */
  customHeaders: OpenHeaders | null;
  /** Whether the last known outcome of the receiver is a failure. */
  isFailing: boolean;
}

/** The parts of a delivery that decide which settings it needs and whether it may be sent now. */
type Candidate = Pick<
  ClaimedDelivery,
  'webhookId' | 'webhookVersion' | 'webhookSeenMs' | 'trigger' | 'probe'
>;

export interface WebhookCache {
  /**
   * Returns the webhook of a delivery, as it was at the time of the claim or later, and at most one second
   * ago. Use it at once.
   *
   * @throws Error when the database cannot be read, or is too slow.
   */
  read(delivery: Candidate): Promise<WebhookReading>;
  /**
   * Blocks sending to the webhook, except for tests, while an outcome that forbids more requests is being
   * recorded. Sending resumes once `unblockSending` has been called as often.
   */
  blockSending(webhookId: string): void;
  unblockSending(webhookId: string): void;
  isBlocked(webhookId: string): boolean;
  /** Discards the cached settings: the next delivery reads them again. */
  invalidate(webhookId: string): void;
}

/** A webhook as it was read for one delivery. */
export interface WebhookReading {
  /**
   * Returns the settings for the request; null when the delivery must not be sent now. While the webhook
   * cools down, only its probe may be sent. A TEST may be sent unless the webhook is deleted.
   *
   * @throws Error when its secret cannot be opened.
   */
  prepare(): RequestSettings | null;
}

/** A request must not use settings or secrets that were replaced more than a second ago. */
const freshForMs = 1_000;
/** Shorter than `freshForMs`, so that a caller waiting for a running read has time to use its result. */
const reusedForMs = 900;
/** The most entries. Beyond that all are dropped, which costs one read per webhook. */
const entriesMax = 10_000;

/** One read of a webhook. */
interface Entry {
  /** The time just before the statement was sent, on the monotonic clock. */
  readMs: number;
  loaded: Promise<DeliverySettings | null>;
  /** Undefined while the read is running. */
  settings?: DeliverySettings | null;
  opened?: OpenSettings;
  /** Set when newer settings were written: callers still waiting for this read must read again. */
  isOutOfDate?: true;
}

/** The decrypted URL and headers, and the secrets to sign with until one of them expires. */
interface OpenSettings {
  url: string;
  customHeaders: OpenHeaders | null;
  secrets: SigningSecret[];
  endsAt: Date | null;
}

interface WebhookCacheOptions {
  database: Database;
  secretBox: SecretBox;
  clock: Clock;
}

/**
 * Reads settings in batches and caches them. Each delivery carries the version that its webhook had at the
 * time of the claim. Cached settings of that version were current at that time, so a busy webhook is not read
 * again; older settings are read again before the delivery is sent. A delivery that was claimed more than a
 * second ago needs settings read within the last second.
 */
export function createWebhookCache({
  database,
  secretBox,
  clock,
}: WebhookCacheOptions): WebhookCache {
  const entries = new Map<string, Entry>();
  /** The number of outcomes that currently block sending to a webhook. */
  const blocks = new Map<string, number>();
  const loader = new DataLoader<string, DeliverySettings | null>(
    async (ids) => {
      const found = await loadDeliverySettings(database.em.fork(), ids);
      return ids.map((id) => found.get(id) ?? null);
    },
    { cache: false },
  );

  function load(webhookId: string): Entry {
    const entry: Entry = { readMs: clock.monotonicMs(), loaded: loader.load(webhookId) };
    entry.loaded.then(
      (settings) => {
        entry.settings = settings;
      },
      () => drop(webhookId, entry),
    );
    return entry;
  }

  function drop(webhookId: string, entry: Entry): void {
    if (entries.get(webhookId) === entry) entries.delete(webhookId);
  }

  function entryFor(delivery: Candidate): Entry {
    const known = entries.get(delivery.webhookId);
    if (known && !isOlder(known, delivery) && ageMs(known, delivery) < reusedForMs) return known;
    if (entries.size >= entriesMax) entries.clear();
    const entry = load(delivery.webhookId);
    entries.set(delivery.webhookId, entry);
    return entry;
  }

  /** Milliseconds since these settings were last known to be current. */
  function ageMs({ readMs, settings }: Entry, { webhookVersion, webhookSeenMs }: Candidate) {
    const isSeen = settings?.version === webhookVersion;
    return clock.monotonicMs() - (isSeen ? Math.max(readMs, webhookSeenMs) : readMs);
  }

  function prepare(entry: Entry, settings: DeliverySettings | null, delivery: Candidate) {
    const isBlocked = delivery.trigger !== 'TEST' && blocks.has(delivery.webhookId);
    if (!settings || isBlocked || !mayBeSent(delivery, settings)) return null;
    const { url: shownUrl, sealedUrl, format, messageText, timeoutSeconds, isFailing } = settings;
    const { url, customHeaders, secrets } = openOnce(entry, settings);
    const urls = { url, shownUrl, storedUrl: sealedUrl ?? shownUrl };
    return { ...urls, format, messageText, timeoutSeconds, isFailing, customHeaders, secrets };
  }

  function openOnce(entry: Entry, settings: DeliverySettings): OpenSettings {
    const endsAt = entry.opened?.endsAt ?? null;
    if (!entry.opened || (endsAt && clock.now() >= endsAt)) entry.opened = open(settings);
    return entry.opened;
  }

  function open(settings: DeliverySettings): OpenSettings {
    const url = openDeliveryUrl(settings, secretBox);
    const customHeaders = openDeliveryHeaders(settings, secretBox);
    const secrets = openSecrets(settings, secretBox, clock.now()).map(createSigningSecret);
    const { previous } = settings.sealedSecrets;
    const endsAt = secrets.length > 1 && previous ? previous.endsAt : null;
    return { url, customHeaders, secrets, endsAt };
  }

  return {
    async read(delivery) {
      let entry: Entry;
      let settings: DeliverySettings | null;
      do {
        entry = entryFor(delivery);
        settings = await entry.loaded;
      } while (entry.isOutOfDate || isOlder(entry, delivery));
      if (ageMs(entry, delivery) >= freshForMs) {
        const cause = new Error('Reading the settings of a webhook took too long.');
        throw new UnavailableError({ cause });
      }
      return { prepare: () => prepare(entry, settings, delivery) };
    },
    blockSending: (webhookId) => void blocks.set(webhookId, (blocks.get(webhookId) ?? 0) + 1),
    unblockSending(webhookId) {
      const others = (blocks.get(webhookId) ?? 0) - 1;
      if (others > 0) blocks.set(webhookId, others);
      else blocks.delete(webhookId);
    },
    isBlocked: (webhookId) => blocks.has(webhookId),
    invalidate(webhookId) {
      const known = entries.get(webhookId);
      if (known) known.isOutOfDate = true;
      entries.delete(webhookId);
    },
  };
}

/**
 * Whether these settings are older than those at the time of the claim. A read that started after the claim
 * is never older, whatever its version: after a failover, the database may have lost the last changes.
 */
function isOlder(
  { readMs, settings }: Entry,
  { webhookVersion, webhookSeenMs }: Candidate,
): boolean {
  if (settings === undefined || readMs > webhookSeenMs) return false;
  return settings === null || settings.version < webhookVersion;
}

function mayBeSent({ trigger, probe }: Candidate, settings: DeliverySettings): boolean {
  if (settings.deletedAt) return false;
  if (trigger === 'TEST') return true;
  if (settings.status !== 'ACTIVE') return false;
  const { coolingDownUntil } = settings;
  return coolingDownUntil === null || coolingDownUntil.getTime() === probe?.getTime();
}
