/*
 * Publishing is one pass: check the drafts, claim the keys, and insert events and deliveries with one
 * statement in the caller's transaction. What happens next follows the outermost commit (see the
 * hand-off): fresh deliveries go straight to the dispatcher of this process. Nothing is sent for a
 * transaction or a savepoint that did not commit.
 */
import type { EventValidator } from '../catalogue/index.ts';
import type { EntityManager } from '../db/index.ts';
import type { FreshDelivery, HandOff } from '../deliveries/index.ts';
import type { Clock } from '../kernel/index.ts';
import { claimKeys } from './claim-keys.ts';
import { checkDrafts } from './event-draft.ts';
import type { CheckedEvent, EventDraft } from './event-draft.ts';
import { createFanOutEstimate } from './fan-out.ts';
import { insertEvents } from './insert-events.ts';
import type { InsertedRow } from './insert-events.ts';

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

/**
 * Publishes events of a workspace in the transaction that `em` stands in, or in one of its own when
 * it stands in none. All or nothing. When the transaction commits, every webhook of the workspace that
 * wants an event gets it at least once; when it rolls back, nothing is sent.
 *
 * @returns one entry for each draft, in their order
 * @throws UserFault naming each draft at fault by its field (`events.3.data`)
 */
export type PublishEvents = (
  em: EntityManager,
  workspaceId: string,
  drafts: readonly EventDraft[],
  test?: TestAddressee,
) => Promise<PublishedEvent[]>;

export interface PublishDependencies {
  validator: EventValidator;
  handOff: HandOff;
  clock: Clock;
}

/** Makes the one function behind the mutation, the inventory and `sendTest`. */
export function createPublishEvents({
  validator,
  handOff,
  clock,
}: PublishDependencies): PublishEvents {
  return async function publishEvents(em, workspaceId, drafts, test) {
    const events = checkDrafts(drafts, validator, clock.now(), test ? { test: true } : {});
    if (!em.isInTransaction()) {
      return em.transactional((transaction) =>
        publishChecked(transaction, workspaceId, events, test),
      );
    }
    return publishChecked(em, workspaceId, events, test);
  };

  async function publishChecked(
    em: EntityManager,
    workspaceId: string,
    events: CheckedEvent[],
    test?: TestAddressee,
  ) {
    const { ids, repeated } = await claimKeys(em, workspaceId, events);
    const places = events.map((_, place) => place).filter((place) => !repeated.has(place));
    const fresh = places.map((place) => events[place]!);
    const rows = await insertFresh(
      em,
      workspaceId,
      fresh,
      places.map((place) => ids[place] ?? null),
      test,
    );
    const published: PublishedEvent[] = ids.map((id) => ({ id: id ?? '', deliveryIds: [] }));
    for (const row of rows) {
      const event = published[places[row.n - 1]!]!;
      event.id = row.eventId;
      if (row.deliveryId !== null) event.deliveryIds.push(row.deliveryId);
    }
    return published;
  }

  async function insertFresh(
    em: EntityManager,
    workspaceId: string,
    events: CheckedEvent[],
    ids: (string | null)[],
    test?: TestAddressee,
  ) {
    if (events.length === 0) return [];
    const reservation = handOff.reserve(test ? 1 : events.length * fanOut.expect(workspaceId));
    try {
      const rows = await insertEvents(em, events, ids, {
        ...reservation,
        workspaceId,
        testedWebhookId: test?.webhookId ?? null,
      });
      const leased = toFresh(rows, events, workspaceId, test ? 'TEST' : 'EVENT');
      const made = rows.filter((row) => row.deliveryId !== null).length;
      if (!test) fanOut.learn(workspaceId, events.length, made);
      handOff.follow(em, reservation, leased, made - leased.length);
      return rows;
    } catch (error) {
      handOff.cancel(reservation);
      throw error;
    }
  }
}

/** The leased deliveries; those of one event share its bytes. */
function toFresh(
  rows: InsertedRow[],
  events: CheckedEvent[],
  workspaceId: string,
  trigger: 'EVENT' | 'TEST',
): FreshDelivery[] {
  const bodies = events.map((event) => Buffer.from(event.body));
  return rows.flatMap(({ n, eventId, deliveryId: id, webhookId, leased }) =>
    id !== null && webhookId !== null && leased
      ? [
          {
            id,
            workspaceId,
            webhookId,
            eventId,
            eventType: events[n - 1]!.type,
            trigger,
            body: bodies[n - 1]!,
          },
        ]
      : [],
  );
}
