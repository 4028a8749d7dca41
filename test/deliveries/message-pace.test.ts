import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ClaimedDelivery } from '../../src/deliveries/index.ts';
import { advance, countAllowed, divideMessages } from '../../src/deliveries/message-pace.ts';

/** A delivery whose id and event have this number, made on a day. */
function claimedOf(n: number, day = 0): ClaimedDelivery {
  const ms = (Date.UTC(2026, 0, 15) + day * 86_400_000).toString(16).padStart(12, '0');
  const id = `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-${String(n).padStart(12, '0')}`;
  return {
    id,
    eventId: `event ${String(n).padStart(3, '0')}`,
    companions: [],
  } as Partial<ClaimedDelivery> as ClaimedDelivery; // all that is read of it
}

const idsOf = (deliveries: readonly ClaimedDelivery[]) => deliveries.map(({ id }) => id);

describe('the pace', () => {
  test('allows three messages after a pause, and then one a second', () => {
    const nowMs = 1_000_000;
    expect(countAllowed({ nextMs: 0, nowMs })).toBe(3);
    const nextMs = advance({ nextMs: 0, nowMs }, 3);
    expect(nextMs).toBe(nowMs + 1_000);
    expect(countAllowed({ nextMs, nowMs: nowMs + 999 })).toBe(0);
    expect(countAllowed({ nextMs, nowMs: nowMs + 1_000 })).toBe(1);
    expect(countAllowed({ nextMs, nowMs: nowMs + 2_500 })).toBe(2);
  });

  test('never allows more than three messages and one for each second that has passed', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 3_000 }), fc.nat(3)));
    fc.assert(
      fc.property(steps, (taken) => {
        let [nowMs, nextMs] = [1_000_000, 0];
        const sentMs: number[] = [];
        for (const [passedMs, wanted] of taken) {
          nowMs += passedMs;
          const count = Math.min(wanted, countAllowed({ nextMs, nowMs }));
          if (count > 0) nextMs = advance({ nextMs, nowMs }, count);
          for (let n = 0; n < count; n += 1) sentMs.push(nowMs);
        }
        for (const [first, fromMs] of sentMs.entries())
          for (const [last, toMs] of sentMs.entries())
            if (last >= first)
              expect(last - first + 1).toBeLessThanOrEqual(3 + (toMs - fromMs) / 1_000);
      }),
    );
  });
});

describe('due deliveries', () => {
  const five = [4, 2, 5, 1, 3].map((n) => claimedOf(n));
  const [one, two, three, four, last] = [1, 2, 3, 4, 5].map((n) => claimedOf(n));

  test('go one by one, the oldest event first, while the pace allows all of them', () => {
    expect(divideMessages(five, 5)).toEqual({
      messages: [one, two, three, four, last],
      left: [],
    });
  });

  test('beyond what the pace allows go into the last message', () => {
    const { messages, left } = divideMessages(five, 3);
    expect(messages).toEqual([one, two, { ...three, companions: [four, last] }]);
    expect(left).toEqual([]);
    expect(divideMessages(five, 1).messages).toEqual([
      { ...one, companions: [two, three, four, last] },
    ]);
  });

  test('that were refused in a digest go in tens, and then alone, and never with others', () => {
    const refused = Array.from({ length: 30 }, (_, n) => ({ ...claimedOf(n), refusedSize: 98 }));
    const fresh = [claimedOf(40), claimedOf(41)];
    const tens = divideMessages([...refused, ...fresh], 1);
    expect(tens.messages).toEqual([{ ...refused[0], companions: refused.slice(1, 10) }]);
    expect(tens.left).toEqual([...refused.slice(10), ...fresh]);
    const three = divideMessages(refused, 3).messages;
    expect(three.map(({ companions }) => companions.length)).toEqual([9, 9, 9]);
    const again = refused.slice(0, 10).map((one) => ({ ...one, refusedSize: 10 }));
    const alone = divideMessages([...again, ...fresh], 1);
    expect(alone).toEqual({ messages: [again[0]], left: [...again.slice(1), ...fresh] });
    const late = divideMessages([claimedOf(-1), ...again, ...fresh], 1);
    expect(late.messages).toEqual([{ ...claimedOf(-1), companions: fresh }]);
    expect(late.left).toEqual(again);
  });

  test('of another day are left for another message', () => {
    const [yesterday, today] = [claimedOf(1), claimedOf(2, 1)];
    const { messages, left } = divideMessages([today, yesterday, claimedOf(3)], 1);
    expect([messages.length, idsOf(messages[0]!.companions)]).toEqual([1, [claimedOf(3).id]]);
    expect(left).toEqual([today]);
  });
});
