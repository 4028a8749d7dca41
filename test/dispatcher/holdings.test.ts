import { describe, expect, test } from '@jest/globals';
import type { ClaimedDelivery } from '../../src/deliveries/index.ts';
import { createHoldings } from '../../src/dispatcher/capacity/holdings.ts';

const limits = { count: 8, bytes: 1_000 };

function claim(id: string, token: string, bytes = 100, workspaceId = 'acme'): ClaimedDelivery {
  return {
    id,
    token,
    workspaceId,
    webhookId: 'webhook',
    eventId: 'event',
    eventType: 'rent.created',
    trigger: 'EVENT',
    attempt: 1,
    body: Buffer.alloc(bytes),
    probe: null,
    dueMs: 0,
    leaseEndsMs: 0,
    webhookVersion: 1,
    webhookSeenMs: 0,
  };
}

describe('holdings', () => {
  test('keep a quarter of the room from the hand-off', () => {
    const holdings = createHoldings(limits);
    const granted = ['acme', 'globex', 'initech', 'umbrella'].map((id) =>
      holdings.reserve(id, 9, 1),
    );
    expect(granted).toEqual([4, 2, 0, 0]);
    expect(holdings.room().count).toBe(2);
  });

  test('give the hand-off no room once three quarters of the bytes are used', () => {
    const holdings = createHoldings(limits);
    holdings.add(claim('a', '1', 750));
    expect(holdings.reserve('globex', 1, 1)).toBe(0);
    expect(holdings.room().bytes).toBe(250);
  });

  test('keep the bytes that a hand-off may need until it gives them back', () => {
    const holdings = createHoldings(limits);
    expect(holdings.reserve('acme', 5, 150)).toBe(3);
    expect(holdings.reserve('globex', 5, 201)).toBe(0);
    expect(holdings.room()).toEqual({ count: 5, bytes: 550 });
    holdings.unreserve('acme', 3, 150);
    expect(holdings.room()).toEqual(limits);
  });

  test('let a workspace claim no more than is then free, by count and by bytes, until it has given back', () => {
    const holdings = createHoldings(limits);
    expect(holdings.shareOf('acme', 1)).toBe(4);
    expect(holdings.shareOf('acme', 200)).toBe(2);
    const own = ['a', 'b', 'c', 'd'].map((id) => claim(id, '1', 100));
    for (const delivery of own) holdings.add(delivery);
    expect(holdings.shareOf('acme', 1)).toBe(0);
    expect(holdings.shareOf('globex', 1)).toBe(2);
    expect(holdings.shareOf('globex', 151)).toBe(1);
    for (const delivery of own) holdings.remove(delivery);
    expect(holdings.shareOf('acme', 1)).toBe(4);
  });

  test('let the hand-off fill half as much again with a workspace as is then free, and leave it something for its retries', () => {
    const holdings = createHoldings({ count: 40, bytes: 1_000 });
    expect(holdings.reserve('acme', 100, 1)).toBe(18);
    expect(holdings.reserve('acme', 1, 1)).toBe(0);
    expect(holdings.shareOf('acme', 1)).toBe(2);
    expect(holdings.reserve('globex', 100, 1)).toBe(8);
  });

  test('let a second claim take the place of a lost one, which then cannot remove it', () => {
    const holdings = createHoldings(limits);
    const [lost, second] = [claim('a', '1'), claim('a', '2')];
    holdings.add(lost);
    holdings.start(lost);
    holdings.add(second);
    expect(holdings.started()).toEqual([]);
    holdings.start(second);
    holdings.remove(lost);
    expect(holdings.started()).toEqual([second]);
  });

  test('charge nothing for what was removed, however often it was claimed', () => {
    const holdings = createHoldings(limits);
    holdings.add(claim('a', '1'));
    holdings.add(claim('a', '2'));
    holdings.remove(claim('a', '2'));
    expect(holdings.room()).toEqual(limits);
  });
});
