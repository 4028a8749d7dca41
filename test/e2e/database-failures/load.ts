import { randomUUID } from 'node:crypto';
import type { Answer, TestApp } from '../../kit/app.ts';
import { createDrafts, type Customer } from '../../kit/customer.ts';
import { PublishEvents } from '../../kit/documents.ts';
import { waitUntil } from '../../kit/wait-until.ts';

/** Another backend that publishes, and repeats with the same key what it was refused. */
export interface Load {
  /** The event of each call, in no order. */
  eventIds: readonly string[];
  /** What was answered instead of an event. */
  refusals: readonly Answer<unknown>[];
  /** Makes no further call; what was refused is still repeated. */
  stop(): void;
  /** Resolves when each call has got its event. */
  done(): Promise<void>;
}

const publisherCount = 3;

/** Publishes so many events, one a call, three calls at a time. */
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
  running.catch(() => undefined); // told to who awaits `done`
  return {
    eventIds,
    refusals,
    stop: () => void (leftCount = 0),
    async done() {
      await running;
    },
  };
}
