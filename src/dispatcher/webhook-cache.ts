import DataLoader from 'dataloader';
import type { Database } from '../db/index.ts';
import { UnavailableError, type Clock, type SecretBox } from '../kernel/index.ts';
import type { ClaimedDelivery } from '../deliveries/index.ts';
import { loadDeliverySettings, type DeliverySettings } from '../webhooks/index.ts';
import { createOpener, type RequestSettings } from './request-settings.ts';

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
  /** Set after the first use. */
  open?: () => RequestSettings;
  /** Set when newer settings were written: callers still waiting for this read must read again. */
  isOutOfDate?: true;
}

interface WebhookCacheOptions {
  database: Database;
  secretBox: SecretBox;
  clock: Clock;
  /** Whether nothing but tests may be sent to a webhook (`sending-blocks.ts`). */
  isBlocked: (webhookId: string) => boolean;
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
  isBlocked,
}: WebhookCacheOptions): WebhookCache {
  const entries = new Map<string, Entry>();
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
    const isHeldBack = delivery.trigger !== 'TEST' && isBlocked(delivery.webhookId);
    if (!settings || isHeldBack || !mayBeSent(delivery, settings)) return null;
    entry.open ??= createOpener(settings, { secretBox, clock });
    return entry.open();
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
