import DataLoader from 'dataloader';
import type { Database } from '../db/index.ts';
import type { Clock, SecretBox } from '../kernel/index.ts';
import type { ClaimedDelivery } from '../deliveries/index.ts';
import { loadDeliverySettings, openSecrets } from '../webhooks/index.ts';
import type { DeliverySettings } from '../webhooks/index.ts';
import { createSigningSecret } from './sign-request.ts';
import type { SigningSecret } from './sign-request.ts';

/** What a request needs of its webhook. */
export interface RequestSettings {
  url: string;
  timeoutSeconds: number;
  secrets: SigningSecret[];
  /** Whether the last that is known of the receiver is a failure. */
  isFailing: boolean;
}

/** What decides whether a delivery may be sent: see `prepare`. */
type Candidate = Pick<ClaimedDelivery, 'trigger' | 'probe'>;

export interface WebhookSettings {
  /**
   * Reads a webhook; what it answers was read at most one second ago, so use it at once.
   *
   * @throws Error when the database cannot be read, or not quickly enough.
   */
  read(webhookId: string): Promise<ReadWebhook>;
  /** An outcome forbids further requests, and is being recorded: nothing but a TEST is sent until each `hold` has its `release`. */
  hold(webhookId: string): void;
  release(webhookId: string): void;
  isHeld(webhookId: string): boolean;
  /** What is known of the webhook is out of date: it is read anew. */
  forget(webhookId: string): void;
}

/** A webhook as it was read. */
export interface ReadWebhook {
  /**
   * What a request needs; null when the delivery may not be sent now. While the webhook cools down only
   * its probe may. A TEST goes out whatever the state of the webhook, as long as it is not deleted.
   *
   * @throws Error when its secret cannot be opened.
   */
  prepare(delivery: Candidate): RequestSettings | null;
}

/** A request must not use settings or secrets that were changed more than a second ago. */
const freshForMs = 1_000;
/** Shorter, so that who reuses an entry has time left to use it. */
const reusedForMs = 900;
/** An entry that is used after this is read anew meanwhile, so that a busy webhook is never waited for. */
const renewedAfterMs = 450;
/** Entries kept; beyond it all are forgotten, which costs one read a webhook. */
const entriesMax = 10_000;

interface Entry {
  readMs: number;
  loaded: Promise<DeliverySettings | null>;
  secrets?: SigningSecret[];
  /** Something newer is known to have been written: who still waits for it must read anew. */
  isOutOfDate?: true;
  /** What is being read to take its place. */
  next?: Entry;
}

interface WebhookSettingsOptions {
  database: Database;
  secretBox: SecretBox;
  clock: Clock;
}

/** Reads settings in batches and keeps each for one second. */
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
    entry.loaded.catch(() => {
      if (entries.get(webhookId) === entry) entries.delete(webhookId);
    });
    return entry;
  }

  function entryOf(webhookId: string): Entry {
    const known = entries.get(webhookId);
    if (known && ageMsOf(known) < reusedForMs) {
      if (ageMsOf(known) >= renewedAfterMs) renew(webhookId, known);
      return known;
    }
    if (entries.size >= entriesMax) entries.clear();
    const next = known?.next;
    const entry = next && ageMsOf(next) < reusedForMs ? next : load(webhookId);
    entries.set(webhookId, entry);
    return entry;
  }

  function ageMsOf(entry: Entry): number {
    return clock.monotonicMs() - entry.readMs;
  }

  function renew(webhookId: string, known: Entry): void {
    if (known.next) return;
    const next = load(webhookId);
    known.next = next;
    const takePlace = () => {
      if (entries.get(webhookId) === known) entries.set(webhookId, next);
    };
    next.loaded.then(takePlace, () => delete known.next);
  }

  function prepare(
    webhookId: string,
    entry: Entry,
    settings: DeliverySettings | null,
    delivery: Candidate,
  ) {
    const isHeld = delivery.trigger !== 'TEST' && holds.has(webhookId);
    if (!settings || isHeld || !mayBeSent(delivery, settings)) {
      // Kept, it would give back what was claimed after a resume, again and again for a second.
      if (entries.get(webhookId) === entry) entries.delete(webhookId);
      return null;
    }
    entry.secrets ??= openSecrets(settings, secretBox, clock.now()).map(createSigningSecret);
    const { url, timeoutSeconds, isFailing } = settings;
    return { url, timeoutSeconds, isFailing, secrets: entry.secrets };
  }

  return {
    async read(webhookId) {
      let entry: Entry;
      let settings: DeliverySettings | null;
      do {
        entry = entryOf(webhookId);
        settings = await entry.loaded;
      } while (entry.isOutOfDate);
      if (ageMsOf(entry) >= freshForMs) {
        throw new Error('The read of a webhook took longer than its settings may be used.');
      }
      return { prepare: (delivery) => prepare(webhookId, entry, settings, delivery) };
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

function mayBeSent({ trigger, probe }: Candidate, settings: DeliverySettings): boolean {
  if (settings.deletedAt) return false;
  if (trigger === 'TEST') return true;
  if (settings.status !== 'ACTIVE') return false;
  const { coolingDownUntil } = settings;
  return coolingDownUntil === null || coolingDownUntil.getTime() === probe?.getTime();
}
