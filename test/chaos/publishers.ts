import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { decodeId, IdPrefix } from '../../src/kernel/index.ts';
import { callApi, NoAnswer, tokenFor } from './api.ts';
import { createDraft, type TypeOfRun } from './drafts.ts';
import type { AcceptedEvent, Violation } from './journal.ts';
import type { Random } from './random.ts';

/** Concurrent publishers that use the API and record accepted events. */
export interface Publishers {
  accepted: readonly AcceptedEvent[];
  observed: readonly Violation[];
  /** Counts of repeated calls and of correctly refused ones. */
  counts: { calls: number; repeats: number; refused: number };
  /** Resolves when every started call is answered. */
  stop(): Promise<void>;
  /** Stops starting and repeating calls. */
  abandon(): void;
}

export interface PublishersOptions {
  workspaceIds: readonly string[];
  /** APIs that can be called now. */
  apis: () => string[];
  random: Random;
}

const loopsAWorkspace = 2;
const publishEvents = `mutation ($input: PublishEventsInput!) {
  publishEvents(input: $input) { events { id payload } userErrors { code field } }
}`;

interface Published {
  events: { id: string; payload: unknown }[] | null;
  userErrors: { code: string; field: string | null }[];
}

type KeyedDraft = ReturnType<typeof createDraft> & { idempotencyKey: string };

/** Starts publishing. */
export function startPublishers({ workspaceIds, apis, random }: PublishersOptions): Publishers {
  const accepted: AcceptedEvent[] = [];
  const observed: Violation[] = [];
  const counts = { calls: 0, repeats: 0, refused: 0 };
  let madeCount = 0;
  let isStopping = false;
  let isAbandoned = false;

  /** Tries one API after another until one answers. */
  async function publish(token: string, events: object[]): Promise<Published> {
    counts.calls += 1;
    for (;;) {
      if (isAbandoned) throw new Error('The run has ended.');
      const known = apis();
      try {
        if (known.length > 0) {
          const api = random.pick(known);
          return await callApi<Published>(api, token, publishEvents, { input: { events } });
        }
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        counts.repeats += 1;
      }
      await delay(100);
    }
  }

  function makeDraft(kind: 'sure' | 'never', workspaceId: string): KeyedDraft {
    madeCount += 1;
    const marker = `${kind}|${workspaceId}|${madeCount}`;
    return { ...createDraft(pickType(random), marker), idempotencyKey: marker };
  }

  async function publishGood(workspaceId: string, token: string): Promise<void> {
    const drafts = Array.from({ length: random.between(1, 3) }, () =>
      makeDraft('sure', workspaceId),
    );
    const { events, userErrors } = await publish(token, drafts);
    if (events?.length !== drafts.length) {
      see('a good call was refused', { drafts, userErrors });
      return;
    }
    for (const [n, { type, idempotencyKey: marker }] of drafts.entries()) {
      const id = decodeId(IdPrefix.event, events[n]?.id ?? '') ?? '';
      accepted.push({ id, workspaceId, type, marker, at: Date.now() });
    }
    if (random.next() > 0.05) return;
    const again = await publish(token, drafts);
    if (!isDeepStrictEqual(again.events, events))
      see('a repeated call got other events', { drafts, events, again });
  }

  /** Publishes one bad draft among good ones: all are refused. */
  async function publishBad(workspaceId: string, token: string): Promise<void> {
    const drafts = [
      makeDraft('never', workspaceId),
      { ...makeDraft('never', workspaceId), data: { unknown: true } },
    ];
    const { events, userErrors } = await publish(token, drafts);
    if (events || userErrors.length === 0) see('a bad call was accepted', { drafts, events });
    else counts.refused += 1;
  }

  function see(what: string, evidence: unknown): void {
    observed.push({ promise: 1, what, evidence });
  }

  async function loop(workspaceId: string): Promise<void> {
    const token = await tokenFor(workspaceId, ['events:publish']);
    while (!isStopping) {
      await (random.next() < 0.06 ? publishBad : publishGood)(workspaceId, token);
      await delay(random.between(50, 350));
    }
  }

  const running = workspaceIds.flatMap((id) =>
    Array.from({ length: loopsAWorkspace }, async () =>
      loop(id).catch((error: unknown) => see('a publisher met what it must not', String(error))),
    ),
  );
  return {
    accepted,
    observed,
    counts,
    abandon: () => void (isStopping = isAbandoned = true),
    async stop() {
      isStopping = true;
      await Promise.all(running);
    },
  };
}

function pickType(random: Random): TypeOfRun {
  if (random.next() < 0.01) return 'item.low_stock';
  return random.pick(['renter.created', 'renter.updated', 'item.created', 'item.updated'] as const);
}
