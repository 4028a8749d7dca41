/*
 * Publishing is one pass: check the drafts, claim the keys, and insert events and deliveries with one
 * statement in the caller's transaction. What happens next follows the outermost commit (see the
 * hand-off): fresh deliveries go straight to the dispatcher of this process. Nothing is sent for a
 * transaction or a savepoint that did not commit.
 */
import type { EventValidator } from '../catalogue/index.ts';
import { afterCommit, withPartitions, type EntityManager } from '../db/index.ts';
import type { FreshDelivery, HandOff } from '../deliveries/index.ts';
import { UserError, type Clock, type Metrics } from '../kernel/index.ts';
import { claimKeys, releaseKeys, type KeyedEvent } from './claim-keys.ts';
import { checkDrafts, type CheckedEvent, type EventDraft } from './event-draft.ts';
import { createFanOutEstimate, divideEvents, statementDeliveriesMax } from './fan-out.ts';
import { insertEvents, type InsertedEvent } from './insert-events.ts';
import { createEventMetrics } from './metrics.ts';

/** An event as it was accepted, or as it was first accepted when its key was known. */
export interface PublishedEvent {
  id: string;
  /** The deliveries that this call made; empty for a repeated key and where no webhook wants the event. */
  deliveryIds: string[];
}

/** What a test event differs in: one addressee, whatever its state, and a fourth key in the body. */
export interface TestAddressee {
  webhookId: string;
}

export interface PublishOptions {
  /** Makes it a test event. */
  test?: TestAddressee;
  /** The events of a change of ours, which must not fail for having many receivers: any number of deliveries. */
  isUnlimited?: boolean;
}

/**
 * Publishes events of a workspace in the transaction that `em` stands in, or in one of its own when
 * it stands in none. All or nothing. When the transaction commits, every webhook of the workspace that
 * wants an event gets it at least once; when it rolls back, nothing is sent.
 * Webhooks count as the statement sees them: under REPEATABLE READ that is the transaction's snapshot.
 *
 * @returns one entry for each draft, in their order
 * @throws UserError INVALID_INPUT when they would make more than 100,000 deliveries, or one naming each draft in error by its field (`events.3.data`)
 */
export type PublishEvents = (
  em: EntityManager,
  workspaceId: string,
  drafts: readonly EventDraft[],
  options?: PublishOptions,
) => Promise<PublishedEvent[]>;

export interface PublishDependencies {
  validator: EventValidator;
  handOff: HandOff;
  clock: Clock;
  metrics: Metrics;
}

/** Makes the one function behind the mutation, the inventory and `sendTest`. */
export function createPublishEvents({
  validator,
  handOff,
  clock,
  metrics,
}: PublishDependencies): PublishEvents {
  const fanOut = createFanOutEstimate();
  const eventMetrics = createEventMetrics(metrics);

  return async function publishEvents(em, workspaceId, drafts, options = {}) {
    try {
      return await publish(em, workspaceId, drafts, options);
    } catch (error) {
      if (error instanceof UserError) eventMetrics.countRefused(drafts, error);
      throw error;
    }
  };

  async function publish(...[em, workspaceId, drafts, options = {}]: Parameters<PublishEvents>) {
    const events = checkDrafts(drafts, validator, clock.now(), options.test ? { test: true } : {});
    if (em.isInTransaction()) return publishChecked(em, workspaceId, events, options);
    return withPartitions(em, () =>
      em.transactional((transaction) => publishChecked(transaction, workspaceId, events, options)),
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
      const discarded = () => undefined;
      afterCommit(em, { committed: () => eventMetrics.countPublished(fresh), discarded });
    }
    return keyed.map((event) => {
      const { id, deliveries } = event.isRepeated ? { ...event, deliveries: [] } : takeNext(next);
      if (id === null) throw new Error('A known key has lost its event.');
      return { id, deliveryIds: deliveries.map((delivery) => delivery.id) };
    });
  }

  /** Releases the keys of a refused call, since the caller may commit all the same. */
  async function insertOrRelease(
    ...call: Parameters<typeof insertFresh>
  ): Promise<InsertedEvent[]> {
    try {
      return await insertFresh(...call);
    } catch (error) {
      const [em, workspaceId, events] = call;
      if (error instanceof UserError) await releaseKeys(em, workspaceId, events);
      throw error;
    }
  }

  /** One statement; several for what is too much for one. */
  async function insertFresh(
    em: EntityManager,
    workspaceId: string,
    events: readonly KeyedEvent[],
    { test, isUnlimited = false }: PublishOptions,
  ): Promise<InsertedEvent[]> {
    const countMax = statementDeliveriesMax;
    const wanted = test ? 1 : Math.min(countMax, events.length * fanOut.expect(workspaceId));
    const known = await insertGroup(em, workspaceId, events, { test, wanted, countMax });
    if (known) return known;
    const inserted: InsertedEvent[] = [];
    // Not handed off: leases would run while the other statements do.
    for (const group of await divideEvents(em, workspaceId, events, !isUnlimited)) {
      inserted.push(...((await insertGroup(em, workspaceId, group, { wanted: 0 })) ?? []));
    }
    return inserted;
  }

  /** Keeps room for as many deliveries as are wanted. @returns null when there would be more than `countMax` */
  async function insertGroup(
    em: EntityManager,
    workspaceId: string,
    events: readonly KeyedEvent[],
    { test, wanted, countMax }: Group,
  ): Promise<InsertedEvent[] | null> {
    const bytesEach = Math.max(...events.map(({ body }) => Buffer.byteLength(body)));
    const reservation = handOff.reserve(workspaceId, wanted, bytesEach);
    const addressee = test ? ({ ...test, trigger: 'TEST' } as const) : null;
    const draft = { ...reservation, addressee, ...(countMax !== undefined && { countMax }) };
    let inserted: InsertedEvent[] | null = null;
    try {
      inserted = await insertEvents(em, events, draft);
    } finally {
      if (!inserted) handOff.cancel(reservation);
    }
    if (!inserted) return null;
    const count = inserted.reduce((sum, event) => sum + event.deliveries.length, 0);
    const trigger = addressee?.trigger ?? 'EVENT';
    const leased = inserted.flatMap((event) => toFresh(event, workspaceId, trigger));
    if (!test) fanOut.learn(workspaceId, events.length, count);
    handOff.follow(em, reservation, leased, count - leased.length);
    return inserted;
  }
}

/** How the events of one statement are inserted. */
interface Group {
  test?: TestAddressee | undefined;
  wanted: number;
  countMax?: number;
}

function takeNext<T>(values: IteratorObject<T>): T {
  const { value, done } = values.next();
  if (done) throw new Error('An event was not inserted.');
  return value;
}

/** The leased deliveries of an event share its bytes. */
function toFresh(
  event: InsertedEvent,
  workspaceId: string,
  trigger: 'EVENT' | 'TEST',
): FreshDelivery[] {
  const leased = event.deliveries.filter((delivery) => delivery.leased);
  if (leased.length === 0) return [];
  const body = Buffer.from(event.body);
  const { id: eventId, type: eventType } = event;
  return leased.map(({ id, webhookId, webhookVersion }) => ({
    id,
    workspaceId,
    webhookId,
    webhookVersion,
    eventId,
    eventType,
    trigger,
    body,
  }));
}
