import DataLoader from 'dataloader';
import type { Database } from '../db/index.ts';
import type { Clock, SecretBox } from '../kernel/index.ts';
import { loadDeliverySettings, openSecrets } from '../webhooks/index.ts';
import type { DeliverySettings } from '../webhooks/index.ts';
import { createSigningSecret } from './sign-request.ts';
import type { SigningSecret } from './sign-request.ts';

/** What a request needs of its webhook. */
export interface RequestSettings {
  url: string;
  timeoutSeconds: number;
  secrets: SigningSecret[];
}

export interface WebhookSettings {
  /**
   * Reads a webhook; what it answers was read at most one second ago, so use it at once.
   *
   * @throws Error when the database cannot be read, or not quickly enough.
   */
  read(webhookId: string): Promise<ReadWebhook>;
}

/** A webhook as it was read. */
export interface ReadWebhook {
  /**
   * What a request needs; null when nothing may be sent to the webhook now. A TEST goes out whatever
   * its state, as long as it is not deleted.
   *
   * @throws Error when its secret cannot be opened.
   */
  prepare(isTest: boolean): RequestSettings | null;
}

/** A request must not use settings or secrets that were changed more than a second ago. */
const freshForMs = 1_000;
/** Shorter, so that who reuses an entry has time left to use it. */
const reusedForMs = 900;
/** Entries kept; beyond it all are forgotten, which costs one read a webhook. */
const entriesMax = 10_000;

interface Entry {
  readMs: number;
  loaded: Promise<DeliverySettings | null>;
  secrets?: SigningSecret[];
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
  const loader = new DataLoader<string, DeliverySettings | null>(
    async (ids) => {
      const found = await loadDeliverySettings(database.em.fork(), ids);
      return ids.map((id) => found.get(id) ?? null);
    },
    { cache: false },
  );

  function entryOf(webhookId: string): Entry {
    const known = entries.get(webhookId);
    if (known && clock.monotonicMs() - known.readMs < reusedForMs) return known;
    if (entries.size >= entriesMax) entries.clear();
    const entry: Entry = { readMs: clock.monotonicMs(), loaded: loader.load(webhookId) };
    entries.set(webhookId, entry);
    entry.loaded.catch(() => {
      if (entries.get(webhookId) === entry) entries.delete(webhookId);
    });
    return entry;
  }

  function prepare(
    webhookId: string,
    entry: Entry,
    settings: DeliverySettings | null,
    isTest: boolean,
  ) {
    if (!settings || !mayBeSentTo(settings, isTest, clock.now())) {
      // Kept, it would give back what was claimed after a resume, again and again for a second.
      if (entries.get(webhookId) === entry) entries.delete(webhookId);
      return null;
    }
    entry.secrets ??= openSecrets(settings, secretBox, clock.now()).map(createSigningSecret);
    return { url: settings.url, timeoutSeconds: settings.timeoutSeconds, secrets: entry.secrets };
  }

  return {
    async read(webhookId) {
      const entry = entryOf(webhookId);
      const settings = await entry.loaded;
      if (clock.monotonicMs() - entry.readMs >= freshForMs) {
        throw new Error('The read of a webhook took longer than its settings may be used.');
      }
      return { prepare: (isTest) => prepare(webhookId, entry, settings, isTest) };
    },
  };
}

function mayBeSentTo(settings: DeliverySettings, isTest: boolean, now: Date): boolean {
  if (settings.deletedAt) return false;
  if (isTest) return true;
  const isCooling = settings.coolingDownUntil !== null && settings.coolingDownUntil > now;
  return settings.status === 'ACTIVE' && !isCooling;
}
