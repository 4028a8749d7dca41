import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ClaimedDelivery } from '../../src/deliveries/index.ts';
import { createHoldings } from '../../src/dispatcher/capacity/holdings.ts';

const limits = { count: 40, bytes: 1_000 };
const handedOffMax = 30;
const bodyMax = 100;

/** What the parts of the dispatcher do with the holdings, each within what it was told. */
type Step =
  | { kind: 'publish'; workspaceId: string; count: number; leased: number; bytes: number }
  | { kind: 'claim'; workspaceId: string; bytes: number[] }
  | { kind: 'claimAgain' | 'settle'; at: number };

const bytes = fc.nat(bodyMax);
const workspaceId = fc.constantFrom('acme', 'globex', 'initech');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('publish'),
    workspaceId,
    count: fc.nat(60),
    leased: fc.nat(60),
    bytes,
  }),
  fc.record({ kind: fc.constant('claim'), workspaceId, bytes: fc.array(bytes, { maxLength: 60 }) }),
  fc.record({ kind: fc.constantFrom('claimAgain', 'settle'), at: fc.nat(60) }),
);

test('whatever is published, claimed and settled, what is held stays within count and bytes, and comes free again', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const holdings = createHoldings(limits);
      const held: ClaimedDelivery[] = [];
      let serial = 0;
      const add = (owner: string, size: number, id = `delivery ${(serial += 1)}`): void => {
        const token = String((serial += 1));
        const delivery = { id, workspaceId: owner, token, body: Buffer.alloc(size) };
        holdings.add(delivery as ClaimedDelivery);
        held.push(delivery as ClaimedDelivery);
      };
      const countBytes = () => held.reduce((sum, { body }) => sum + body.length, 0);
      const countOf = (id: string) => held.filter((it) => it.workspaceId === id).length;
      const forget = (at: number): ClaimedDelivery | undefined =>
        held.splice(at % Math.max(1, held.length), 1)[0];

      const run = (next: Step): void => {
        if (next.kind === 'publish') {
          const granted = holdings.reserve(next.workspaceId, next.count, bodyMax);
          const before = countOf(next.workspaceId);
          if (granted > 0) {
            expect(held.length + granted).toBeLessThanOrEqual(handedOffMax);
            const free = handedOffMax - held.length - granted;
            expect(before + granted - 1).toBeLessThan(1.5 * (free + 1));
          }
          const leased = Math.min(granted, next.leased);
          holdings.unreserve(next.workspaceId, granted, bodyMax);
          for (let n = 0; n < leased; n += 1) add(next.workspaceId, next.bytes);
        } else if (next.kind === 'claim') {
          const share = holdings.shareOf(next.workspaceId, bodyMax);
          for (const size of next.bytes.slice(0, share)) add(next.workspaceId, size);
        } else if (next.kind === 'claimAgain') {
          const lost = forget(next.at);
          if (lost) add(lost.workspaceId, lost.body.length, lost.id);
          if (lost) holdings.remove(lost);
        } else {
          const settled = forget(next.at);
          if (settled) holdings.remove(settled);
          if (settled) holdings.remove(settled);
        }
      };

      for (const next of steps) {
        run(next);
        expect(holdings.room()).toEqual({
          count: limits.count - held.length,
          bytes: limits.bytes - countBytes(),
        });
        for (const id of ['acme', 'globex', 'initech']) {
          if (countOf(id) > 0) expect(countOf(id) - 1).toBeLessThan(limits.count - countOf(id) + 1);
        }
        expect(held.length).toBeLessThanOrEqual(limits.count);
        expect(countBytes()).toBeLessThanOrEqual(limits.bytes);
      }
      held.splice(0).forEach((delivery) => holdings.remove(delivery));
      expect(holdings.room()).toEqual(limits);
    }),
    { numRuns: 500 },
  );
});
