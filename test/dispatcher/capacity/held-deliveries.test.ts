import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fairness } from '../../../src/dispatcher/capacity/fairness.ts';
import { createHeldDeliveries } from '../../../src/dispatcher/capacity/held-deliveries.ts';
import { messageOf, type ClaimedDelivery } from '../../../src/deliveries/index.ts';

const workspaces = ['acme', 'globex', 'initech'];
const concurrency = 10;
const concurrencyPerWebhook = 3;
const countMax = concurrency * fairness.heldPerSlot;

let serial = 0;

function claimedOf(part: Partial<ClaimedDelivery> = {}): ClaimedDelivery {
  serial += 1;
  return {
    ...{
      id: `delivery ${serial}`,
      token: `token ${serial}`,
      workspaceId: 'acme',
      webhookId: 'orders',
    },
    ...{ eventId: 'event', eventType: 'rent.created', trigger: 'EVENT', attempt: 1, probe: null },
    ...{ body: Buffer.alloc(100), dueMs: 0, leaseEndsMs: 0, webhookVersion: 1, webhookSeenMs: 0 },
    companions: [],
    ...part,
  };
}

function createHeld() {
  return createHeldDeliveries({ concurrency, concurrencyPerWebhook, monotonicMs: () => 0 });
}

describe('a held delivery', () => {
  test('takes room from the claim to the record, and a slot only while it is sent', () => {
    const held = createHeld();
    const delivery = claimedOf();
    held.add([delivery]);
    expect([held.used(), held.slots().used]).toEqual([{ count: 1, bytes: 100 }, 0]);
    expect(held.startNext()).toBe(delivery);
    expect([held.used().count, held.slots().used, held.underWay()]).toEqual([1, 1, [delivery]]);
    held.finish(delivery, 100);
    expect([held.used().count, held.slots().used, held.underWay()]).toEqual([1, 0, [delivery]]);
    held.remove([delivery]);
    expect([held.used(), held.has(delivery)]).toEqual([{ count: 0, bytes: 0 }, false]);
  });

  test('takes room until its release is written, and its lease is not renewed until then', () => {
    const held = createHeld();
    const [sent, waiting] = [claimedOf(), claimedOf()];
    held.add([sent, waiting]);
    held.startNext();
    held.startRelease(sent);
    expect(held.startReleaseWhere(() => true)).toEqual([waiting]);
    expect([held.used().count, held.slots().used, held.underWay()]).toEqual([2, 0, []]);
    held.remove([sent, waiting]);
    expect(held.used().count).toBe(0);
  });

  test('that was requeued waits for a slot again', () => {
    const held = createHeld();
    const delivery = claimedOf();
    held.add([delivery]);
    held.startNext();
    held.requeue(delivery);
    expect(held.slots().used).toBe(0);
    expect(held.startNext()).toBe(delivery);
  });

  test('cannot make a move that is not in the table', () => {
    const held = createHeld();
    const delivery = claimedOf();
    expect(() => held.finish(delivery, 100)).toThrow('gone cannot become recording');
    held.add([delivery]);
    expect(() => held.finish(delivery, 100)).toThrow('queued cannot become recording');
    expect(() => held.remove([delivery])).toThrow('queued cannot be removed');
    held.startNext();
    expect(() => held.remove([delivery])).toThrow('sending cannot be removed');
    held.finish(delivery, 100);
    expect(() => held.requeue(delivery)).toThrow('recording cannot become queued');
    expect(() => held.startRelease(delivery)).toThrow('recording cannot become releasing');
    held.remove([delivery]);
    expect(() => held.remove([delivery])).toThrow('gone cannot be removed');
  });

  test('may be claimed again while the request of a lost claim is in flight', () => {
    const held = createHeld();
    const lost = claimedOf();
    held.add([lost]);
    held.startNext();
    const again = claimedOf({ id: lost.id });
    held.add([again]);
    expect([held.has(lost), held.has(again), held.used().count]).toEqual([false, true, 2]);
    expect(held.underWay()).toEqual([]); // the lost lease is not prolonged
    held.finish(lost, 100);
    held.remove([lost]);
    expect([held.has(again), held.used().count]).toEqual([true, 1]);
  });

  test('that is a TEST starts before the events of its webhook, in slots of its own', () => {
    const held = createHeld();
    const events = [1, 2, 3, 4].map(() => claimedOf());
    const tests = [1, 2, 3].map(() => claimedOf({ trigger: 'TEST' }));
    held.add([...events, ...tests]);
    const started = Array.from({ length: 7 }, () => held.startNext());
    expect(started).toEqual([...tests.slice(0, 2), ...events.slice(0, 3), undefined, undefined]);
  });
});

test('room that comes free goes to a webhook that holds little, not to those that hold much', () => {
  const held = createHeldDeliveries({
    ...{ concurrency: 500, concurrencyPerWebhook: 10, monotonicMs: () => 0 },
  });
  const claimAll = (webhookId: string): ClaimedDelivery[] => {
    const { count } = held.workspaceQuota('acme', true);
    const quota = Math.min(count, held.webhookQuota(webhookId, count));
    const claimed = Array.from({ length: quota }, () => claimedOf({ webhookId }));
    held.add(claimed);
    return claimed;
  };
  for (let n = 0; n < 100; n += 1) claimAll(`hanging ${n}`);
  expect([claimAll('hanging 0'), claimAll('healthy')]).toEqual([[], []]);
  for (let n = 0; n < 10; n += 1) {
    const ended = held.startNext()!;
    held.finish(ended, 100);
    held.remove([ended]);
  }
  expect(claimAll('hanging 0')).toEqual([]);
  expect(claimAll('healthy').length).toBeGreaterThan(0);
});

describe('a digest', () => {
  /** A delivery with two companions, each with 100 bytes. */
  function digestOf() {
    const companions = [claimedOf(), claimedOf()];
    return { digest: claimedOf({ companions }), companions };
  }

  test('takes one slot, and room for each of its deliveries until that one is recorded', () => {
    const held = createHeld();
    const { digest, companions } = digestOf();
    held.add([digest]);
    expect(held.startNext()).toBe(digest);
    expect(held.startNext()).toBeUndefined();
    expect([held.used(), held.slots().used]).toEqual([{ count: 3, bytes: 300 }, 1]);
    expect(held.underWay()).toEqual([digest, ...companions]); // all leases are renewed
    held.finish(digest, 100);
    held.remove(companions);
    expect([held.used().count, held.has(digest), held.has(companions[0]!)]).toEqual([
      ...[1, true, false],
    ]);
    held.remove([digest]);
    expect(held.used()).toEqual({ count: 0, bytes: 0 });
  });

  test('is released as a whole when one of its deliveries must be', () => {
    const held = createHeld();
    const { digest, companions } = digestOf();
    const other = claimedOf();
    held.add([digest, other]);
    const released = held.startReleaseWhere(({ id }) => id === companions[1]!.id);
    expect(released).toEqual([digest, ...companions]);
    held.remove(released);
    expect([held.startNext(), held.startNext()]).toEqual([other, undefined]);
  });

  test('that was requeued waits for a slot again, with its companions', () => {
    const held = createHeld();
    const { digest } = digestOf();
    held.add([digest]);
    held.startNext();
    held.requeue(digest);
    expect([held.underWay(), held.slots().used]).toEqual([[], 0]);
    expect(held.startNext()).toBe(digest);
  });
});

describe('a webhook with a pace', () => {
  test('may get a hundred deliveries at once, and no more than its share of the room', () => {
    const held = createHeld();
    expect([held.pacedQuota('orders', 1_000), held.pacedQuota('orders', 20)]).toEqual([100, 10]);
    held.add([claimedOf({ companions: Array.from({ length: 9 }, () => claimedOf()) })]);
    expect(held.pacedQuota('orders', 10)).toBe(0);
  });

  test('gets nothing while three of its messages wait or are sent', () => {
    const held = createHeld();
    held.add([claimedOf(), claimedOf(), claimedOf()]);
    held.startNext();
    expect(held.pacedQuota('orders', 1_000)).toBe(0);
    held.finish(held.underWay()[0]!, 100);
    expect(held.pacedQuota('orders', 1_000)).toBe(100);
  });
});

type Step =
  | {
      kind: 'claim';
      workspace: number;
      webhook: number;
      count: number;
      bytes: number;
      isDigest: boolean;
    }
  | { kind: 'start' | 'finish' | 'requeue' | 'release' | 'record' | 'releaseAll'; at: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('claim' as const),
    workspace: fc.nat(2),
    webhook: fc.nat(3),
    count: fc.nat(30),
    bytes: fc.nat(200),
    isDigest: fc.boolean(),
  }),
  fc.record({
    kind: fc.constantFrom('start', 'start', 'finish', 'requeue', 'release', 'record', 'releaseAll'),
    at: fc.nat(60),
  }),
);

/** Plays the dispatcher, and tracks the state of each delivery by the calls it makes. */
function createModel(held: ReturnType<typeof createHeld>) {
  const sets = { queued: new Set<ClaimedDelivery>(), sending: new Set<ClaimedDelivery>() };
  const [recording, releasing] = [new Set<ClaimedDelivery>(), new Set<ClaimedDelivery>()];
  const pick = (from: Set<ClaimedDelivery>, at: number) => [...from][at % Math.max(1, from.size)];
  const moveTo = (one: ClaimedDelivery, from: Set<ClaimedDelivery>, to: Set<ClaimedDelivery>) => {
    from.delete(one);
    to.add(one);
  };

  function run(next: Step): void {
    if (next.kind === 'claim') {
      const [workspaceId, webhookId] = [
        workspaces[next.workspace]!,
        `${next.workspace} ${next.webhook}`,
      ];
      const { count } = held.workspaceQuota(workspaceId, true);
      const quota = Math.min(
        next.count,
        count,
        held.webhookQuota(webhookId, count),
        held.free().count,
      );
      const body = Buffer.alloc(next.bytes);
      const leased = Array.from({ length: quota }, () =>
        claimedOf({ workspaceId, webhookId, body }),
      );
      const [first, ...companions] = leased;
      const claimed = first && next.isDigest ? [{ ...first, companions }] : leased;
      held.add(claimed);
      for (const one of claimed) sets.queued.add(one);
      return;
    }
    if (next.kind === 'start') {
      const started = held.startNext();
      if (started) moveTo(started, sets.queued, sets.sending);
    } else if (next.kind === 'releaseAll') {
      for (const one of held.startReleaseWhere(({ body }) => body.length > next.at * 3)) {
        if (sets.queued.has(one)) moveTo(one, sets.queued, releasing); // else a companion
      }
    } else if (next.kind === 'record') {
      const done = pick(recording, next.at) ?? pick(releasing, next.at);
      if (!done) return;
      held.remove(messageOf(done));
      recording.delete(done);
      releasing.delete(done);
    } else {
      const one = pick(sets.sending, next.at);
      if (!one) return;
      if (next.kind === 'finish') held.finish(one, 100);
      else if (next.kind === 'requeue') held.requeue(one);
      else held.startRelease(one);
      const to = { finish: recording, requeue: sets.queued, release: releasing }[next.kind];
      moveTo(one, sets.sending, to);
    }
  }

  const all = () => [...sets.queued, ...sets.sending, ...recording, ...releasing];
  return { run, all, ...sets, recording };
}

test('a webhook gets room for more than two deliveries per slot only while its requests are quick', () => {
  const held = createHeldDeliveries({
    concurrency: 1_000,
    concurrencyPerWebhook,
    monotonicMs: () => 0,
  });
  const requestTakes = (durationMs: number): void => {
    held.add([claimedOf()]);
    const sent = held.startNext()!;
    held.finish(sent, durationMs);
    held.remove([sent]);
  };
  const quota = () => held.webhookQuota('orders', 1_000);
  expect(quota()).toBe(2 * concurrencyPerWebhook);
  requestTakes(999);
  expect(quota()).toBe(12 * concurrencyPerWebhook);
  requestTakes(1_000);
  expect(quota()).toBe(2 * concurrencyPerWebhook);
});

test('for any sequence of calls, sums are right, limits hold, and no slot stays idle for ever', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const held = createHeld();
      const model = createModel(held);
      for (const next of steps) {
        model.run(next);
        const all = model.all().flatMap(messageOf);
        const bytes = all.reduce((sum, { body }) => sum + body.length, 0);
        expect(held.used()).toEqual({ count: all.length, bytes });
        expect(held.free().count).toBe(countMax - all.length);
        expect(all.length).toBeLessThanOrEqual(countMax);
        expect(held.slots()).toEqual({
          used: model.sending.size,
          free: concurrency - model.sending.size,
        });
        expect(new Set(held.underWay())).toEqual(
          new Set([...model.sending, ...model.recording].flatMap(messageOf)),
        );
        const perWebhook = Map.groupBy(model.sending, ({ webhookId }) => webhookId);
        for (const { length } of perWebhook.values())
          expect(length).toBeLessThanOrEqual(concurrencyPerWebhook);
        for (const workspaceId of workspaces) {
          // Each started while its workspace had fewer requests in flight than there were free slots.
          const own = [...model.sending].filter((one) => one.workspaceId === workspaceId).length;
          expect(own).toBeLessThanOrEqual(Math.ceil(concurrency / 2));
        }
      }
      // After all requests have ended, every waiting delivery starts.
      while (model.queued.size > 0) {
        const before = model.queued.size;
        for (const one of [...model.sending]) {
          held.finish(one, 100);
          model.sending.delete(one);
          model.recording.add(one);
        }
        model.run({ kind: 'start', at: 0 });
        expect(model.queued.size).toBe(before - 1);
      }
    }),
    { numRuns: 500 },
  );
});
