import { randomUUID } from 'node:crypto';
import type { Answer, TestApp } from '../../../kit/app.ts';
import { createDrafts, type Customer } from '../../../kit/customer.ts';
import { PublishEvents } from '../../../kit/documents.ts';
import { waitUntil } from '../../../kit/wait-until.ts';

/** A client that publishes, and retries refused calls with the same key. */
export interface Load {
  /** Event ids of the calls, in no particular order. */
  eventIds: readonly string[];
  /** Answers without an event. */
  refusals: readonly Answer<unknown>[];
  /** Starts no further call; refused calls are still retried. */
  stop(): void;
  /** Resolves when each call has its event. */
  done(): Promise<void>;
}

const publisherCount = 3;

/** Publishes this many events, one per call, three calls at a time. */
export function startLoad(app: TestApp, customer: Customer, count: number): Load {
  const eventIds: string[] = [];
  const refusals: Answer<unknown>[] = [];
  let leftCount = count;

  async function publish(idempotencyKey: string): Promise<boolean> {
    const [draft] = createDrafts(1);
    const input = { events: [{ ...draft!, idempotencyKey }] };
    const answer = await app.request(customer.token, PublishEvents, { input });
    const ids = answer.data?.publishEvents.events?.map(({ id }) => id);
    if (ids) eventIds.push(...ids);
    else refusals.push(answer);
    return ids !== undefined;
  }

  async function publishInTurn(): Promise<void> {
    while (leftCount > 0) {
      leftCount -= 1;
      const key = randomUUID();
      await waitUntil('an event is accepted', () => publish(key));
    }
  }

  const running = Promise.all(Array.from({ length: publisherCount }, publishInTurn));
  running.catch(() => undefined); // reported through `done`
  return {
    eventIds,
    refusals,
    stop: () => void (leftCount = 0),
    async done() {
      await running;
    },
  };
}
