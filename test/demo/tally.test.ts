import { describe, expect, test } from '@jest/globals';
import { createTally } from '../../src/demo/tally.ts';
import type { LoggedDelivery } from '../../src/demo/watch-log.ts';

function logged(id: string, status = 'SUCCEEDED'): LoggedDelivery {
  const event = { id: 'evt_1', type: 'rent.created' };
  return { id, status, responseStatus: 204, responseTimeMs: 5, event };
}

function createTestTally(verifiedMax = Infinity) {
  const lines: string[] = [];
  const errorLog: string[] = [];
  let doneCount = 0;
  const tally = createTally({
    print: (line) => lines.push(line),
    printError: (line) => errorLog.push(line),
    describe: ({ id }) => id,
    verifiedMax,
    onDone: () => (doneCount += 1),
  });
  return { tally, lines, errorLog, countDone: () => doneCount };
}

describe('the tally of the demo', () => {
  test('counts a delivery once, when it is verified and SUCCEEDED in the log', () => {
    const { tally, lines } = createTestTally();
    tally.onVerified('dlv_1');
    tally.onLogged(logged('dlv_1', 'PENDING'));
    expect(tally.verifiedCount).toBe(0);
    tally.onLogged(logged('dlv_1'));
    tally.onLogged(logged('dlv_1'));
    expect(lines).toEqual(['dlv_1']);
    expect(tally.verifiedCount).toBe(1);
  });

  test('does not count a SUCCEEDED delivery that was never verified', () => {
    const { tally, lines } = createTestTally();
    tally.onLogged(logged('dlv_1'));
    expect(lines).toEqual([]);
  });

  test('is done at the maximum and counts nothing after that', () => {
    const { tally, lines, countDone } = createTestTally(1);
    for (const id of ['dlv_1', 'dlv_2']) {
      tally.onVerified(id);
      tally.onLogged(logged(id));
    }
    expect(lines).toEqual(['dlv_1']);
    expect(countDone()).toBe(1);
  });

  test('prints a wrong signature and is done, if there is a maximum', () => {
    const { tally, errorLog, countDone } = createTestTally(10);
    tally.onRefused('webhook-signature is wrong', 'dlv_1');
    expect(errorLog).toEqual(['NOT VERIFIED: delivery dlv_1: webhook-signature is wrong']);
    expect(tally.refusedCount).toBe(1);
    expect(countDone()).toBe(1);
  });

  test('continues after a wrong signature without a maximum', () => {
    const { tally, countDone } = createTestTally();
    tally.onRefused('webhook-signature is wrong', 'dlv_1');
    tally.onVerified('dlv_2');
    tally.onLogged(logged('dlv_2'));
    expect(tally).toMatchObject({ refusedCount: 1, verifiedCount: 1 });
    expect(countDone()).toBe(0);
  });
});
