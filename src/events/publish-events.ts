/*
 * Publishing checks the drafts, claims the keys, and inserts events and deliveries with one statement in
 * the caller's transaction. Without one and without keys, that statement is the transaction, and small calls
 * share it. After the outermost commit, the new events and deliveries are announced to the
 * dispatcher of this process. Nothing is sent for a transaction or savepoint that was rolled back.
 */
import type { EventValidator } from '../catalogue/index.ts';
import { afterCommit, withPartitions, type EntityManager } from '../db/index.ts';
import type { DueAnnouncer } from '../deliveries/index.ts';
import { AccessError, UserError, type Clock, type Metrics } from '../kernel/index.ts';
import { claimKeys, releaseKeys, type KeyedEvent } from './claim-keys.ts';
import { checkDrafts, testKeys, type CheckedEvent, type EventDraft } from './event-draft.ts';
import type { Event } from './event.ts';
import { divideEvents, statementDeliveriesMax } from './fan-out.ts';
import { insertEvents, type InsertedEvent } from './insert-events.ts';
import { createInsertTogether } from './insert-together.ts';
import { createEventMetrics } from './metrics.ts';

/** A published event. For a known key, the event that was first published with it. */
export interface PublishedEvent {
  id: string;
  /** The new event; null for a known key. */
  event: Event | null;
  /** The deliveries made by this call; empty for a known key and if no webhook subscribes to the event. */
  deliveryIds: string[];
}

/** The only webhook to get a test event, whatever its state. The body has a fourth key. */
export interface TestAddressee {
  webhookId: string;
}

export interface PublishOptions {
  /** Publishes test events. */
  test?: TestAddressee;
  /** Allows any number of deliveries. For changes of the inventory, which must not fail for having many receivers. */
  isUnlimited?: boolean;
}

/**
 * Publishes events of a workspace, all or nothing, in the transaction of `em`, or in a new one if it has
 * none. If the transaction commits, every subscribed webhook of the workspace gets the event at least once.
 * If it is rolled back, nothing is sent. The statement decides which webhooks are subscribed: under
 * REPEATABLE READ it sees the transaction's snapshot.
 *
 * @returns one entry for each draft, in their order
 * @throws UserError INVALID_INPUT if there would be more than 100,000 deliveries, or with the errors of all
 * invalid drafts, each with its field (`events.3.data`)
 */
export type PublishEvents = (
  em: EntityManager,
  workspaceId: string,
  drafts: readonly EventDraft[],
  options?: PublishOptions,
) => Promise<PublishedEvent[]>;

export interface PublishDependencies {
  validator: EventValidator;
  dueAnnouncer: DueAnnouncer;
  clock: Clock;
  metrics: Metrics;
}

/** Creates the function that the mutation, the inventory and `sendTest` share. */
export function createPublishEvents({
  validator,
  dueAnnouncer,
  clock,
  metrics,
}: PublishDependencies): PublishEvents {
  const eventMetrics = createEventMetrics(metrics);
  const insertTogether = createInsertTogether((em, workspaceId, events) =>
    insertEvents(em, events, { workspaceId, addressee: null, countMax: statementDeliveriesMax }),
  );

  return async function publishEvents(em, workspaceId, drafts, options = {}) {
    try {
      return await publish(em, workspaceId, drafts, options);
    } catch (error) {
      if (error instanceof UserError) eventMetrics.countRefused(drafts, error);
      throw error;
    }
  };

  async function publish(...[em, workspaceId, drafts, options = {}]: Parameters<PublishEvents>) {
    const events = checkDrafts(drafts, validator, clock.now(), options.test ? testKeys : {});
    // Without keys it is usually a single statement, a transaction by itself.
    const needsNoOther = em.isInTransaction() || events.every(({ key }) => key === null);
    return withPartitions(em, () =>
      needsNoOther
        ? publishChecked(em, workspaceId, events, options)
        : em.transactional((own) => publishChecked(own, workspaceId, events, options)),
    );
  }

  async function publishChecked(
    em: EntityManager,
    workspaceId: string,
    events: readonly CheckedEvent[],
    options: PublishOptions,
  ): Promise<PublishedEvent[]> {
    const keyed = await claimKeys(em, workspaceId, events);
    const fresh = keyed.filter((event) => !event.isRepeated);
    const inserted = fresh.length > 0 ? await insertOrRelease(em, workspaceId, fresh, options) : [];
    const next = inserted.values();
    if (fresh.length > 0) {
      const areTests = options.test !== undefined;
      dueAnnouncer.announce(em, { workspaceId, events: inserted, areTests });
      const discarded = () => undefined;
      afterCommit(em, { committed: () => eventMetrics.countPublished(fresh), discarded });
    }
    return keyed.map((event) => (event.isRepeated ? toKnown(event) : toNew(takeNext(next))));
  }

  /** Releases the keys of a refused call, since the caller may still commit. */
  async function insertOrRelease(
    ...call: Parameters<typeof insertFresh>
  ): Promise<InsertedEvent[]> {
    try {
      return await insertFresh(...call);
    } catch (error) {
      const [em, workspaceId, events] = call;
      if (error instanceof UserError || error instanceof AccessError) {
        await releaseKeys(em, workspaceId, events);
      }
      throw error;
    }
  }

  /** Uses one statement, or several if there are too many deliveries for one. */
  async function insertFresh(
    em: EntityManager,
    workspaceId: string,
    events: readonly KeyedEvent[],
    { test, isUnlimited = false }: PublishOptions,
  ): Promise<InsertedEvent[]> {
    const addressee = test ? ({ ...test, trigger: 'TEST' } as const) : null;
    const draft = { workspaceId, addressee, countMax: statementDeliveriesMax };
    const inserted =
      test || em.isInTransaction()
        ? await insertEvents(em, events, draft)
        : await insertTogether(em, workspaceId, events);
    if (inserted) return inserted;
    return em.transactional(async (own) => {
      const groups: InsertedEvent[] = [];
      for (const group of await divideEvents(own, workspaceId, events, !isUnlimited)) {
        groups.push(...((await insertEvents(own, group, { workspaceId, addressee })) ?? []));
      }
      return groups;
    });
  }
}

function toKnown({ id }: KeyedEvent): PublishedEvent {
  if (id === null) throw new Error('A known key has lost its event.');
  return { id, event: null, deliveryIds: [] };
}

function toNew({ id, type, body, occurredAt, deliveries }: InsertedEvent): PublishedEvent {
  const event = { id, type, body, occurredAt, erasedAt: null };
  return { id, event, deliveryIds: deliveries.map((delivery) => delivery.id) };
}

function takeNext<T>(values: IteratorObject<T>): T {
  const { value, done } = values.next();
  if (done) throw new Error('An event was not inserted.');
  return value;
}
