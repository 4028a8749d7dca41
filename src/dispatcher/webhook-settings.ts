import DataLoader from 'dataloader';
import type { Database } from '../db/index.ts';
import { UnavailableError, type Clock, type SecretBox } from '../kernel/index.ts';
import type { ClaimedDelivery } from '../deliveries/index.ts';
import { loadDeliverySettings, openSecrets, type DeliverySettings } from '../webhooks/index.ts';
import { createSigningSecret, type SigningSecret } from './http/sign-request.ts';

/** What a request needs of its webhook. */
export interface RequestSettings {
  url: string;
  timeoutSeconds: number;
  secrets: SigningSecret[];
  /** Whether the last that is known of the receiver is a failure. */
  isFailing: boolean;
}

/** What tells which settings a delivery needs and whether it may be sent now. */
type Candidate = Pick<
  ClaimedDelivery,
  'webhookId' | 'webhookVersion' | 'webhookSeenMs' | 'trigger' | 'probe'
>;

export interface WebhookSettings {
  /**
   * Gives the webhook of a delivery as it was when the delivery was inserted or claimed, or later, and at
   * most one second ago. Use it at once.
   *
   * @throws Error when the database cannot be read, or not quickly enough.
   */
  read(delivery: Candidate): Promise<ReadWebhook>;
  /** An outcome forbids further requests, and is being recorded: nothing but a TEST is sent until each `hold` has its `release`. */
  hold(webhookId: string): void;
  release(webhookId: string): void;
  isHeld(webhookId: string): boolean;
  /** Forgets what is known of a webhook: the next delivery reads it again. */
  forget(webhookId: string): void;
}

/** A webhook as it was read for one delivery. */
export interface ReadWebhook {
  /**
   * What a request needs; null when the delivery may not be sent now. While the webhook cools down only
   * its probe may. A TEST goes out whatever the state of the webhook, as long as it is not deleted.
   *
   * @throws Error when its secret cannot be opened.
   */
  prepare(): RequestSettings | null;
}

/** A request must not use settings or secrets that were changed more than a second ago. */
const freshForMs = 1_000;
/** Shorter, so that a caller who waits for a read under way has time left to use it. */
const reusedForMs = 900;
/** Entries kept; beyond it all are forgotten, which costs one read a webhook. */
const entriesMax = 10_000;

/** One read of a webhook. */
interface Entry {
  /** From before the statement was sent, on the monotonic clock. */
  readMs: number;
  loaded: Promise<DeliverySettings | null>;
  /** Undefined while the read is under way. */
  settings?: DeliverySettings | null;
  secrets?: OpenSecrets;
  /** Something newer is known to have been written: callers that still wait for this read must read again. */
  isOutOfDate?: true;
}

/** The secrets to sign with until one of them ends. */
interface OpenSecrets {
  secrets: SigningSecret[];
  endsAt: Date | null;
}

interface WebhookSettingsOptions {
  database: Database;
  secretBox: SecretBox;
  clock: Clock;
}

/**
 * Reads settings in batches and keeps them. A delivery says which version of its webhook the database
 * had when it was inserted or claimed. Settings of that version were therefore right at that time, and a
 * busy webhook is not read again; older ones are replaced before the delivery is sent. What has waited
 * here for a second since it was inserted or claimed needs a read of the last second.
 */
export function createWebhookSettings({
  database,
  secretBox,
  clock,
}: WebhookSettingsOptions): WebhookSettings {
  const entries = new Map<string, Entry>();
  /** How many outcomes hold a webhook. */
  const holds = new Map<string, number>();
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

  /** Milliseconds since these settings are known to have been right. */
  function ageMs({ readMs, settings }: Entry, { webhookVersion, webhookSeenMs }: Candidate) {
    const isSeen = settings?.version === webhookVersion;
    return clock.monotonicMs() - (isSeen ? Math.max(readMs, webhookSeenMs) : readMs);
  }

  function prepare(entry: Entry, settings: DeliverySettings | null, delivery: Candidate) {
    const isHeld = delivery.trigger !== 'TEST' && holds.has(delivery.webhookId);
    if (!settings || isHeld || !mayBeSent(delivery, settings)) return null;
    const { url, timeoutSeconds, isFailing } = settings;
    return { url, timeoutSeconds, isFailing, secrets: openOnce(entry, settings) };
  }

  function openOnce(entry: Entry, settings: DeliverySettings): SigningSecret[] {
    const endsAt = entry.secrets?.endsAt ?? null;
    if (!entry.secrets || (endsAt && clock.now() >= endsAt)) entry.secrets = open(settings);
    return entry.secrets.secrets;
  }

  function open(settings: DeliverySettings): OpenSecrets {
    const secrets = openSecrets(settings, secretBox, clock.now()).map(createSigningSecret);
    const { previous } = settings.sealedSecrets;
    return { secrets, endsAt: secrets.length > 1 && previous ? previous.endsAt : null };
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
        const cause = new Error('The read of a webhook took longer than its settings may be used.');
        throw new UnavailableError({ cause });
      }
      return { prepare: () => prepare(entry, settings, delivery) };
    },
    hold: (webhookId) => void holds.set(webhookId, (holds.get(webhookId) ?? 0) + 1),
    release(webhookId) {
      const others = (holds.get(webhookId) ?? 0) - 1;
      if (others > 0) holds.set(webhookId, others);
      else holds.delete(webhookId);
    },
    isHeld: (webhookId) => holds.has(webhookId),
    forget(webhookId) {
      const known = entries.get(webhookId);
      if (known) known.isOutOfDate = true;
      entries.delete(webhookId);
    },
  };
}

/**
 * Whether the delivery saw newer settings than these. A read that began after the delivery saw its webhook
 * is never older, whatever its version: a database that failed over may have lost the last changes.
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
