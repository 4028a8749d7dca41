import { describe, expect, test } from '@jest/globals';
import { createScore } from '../../src/demo/score.ts';
import type { LoggedDelivery } from '../../src/demo/watch-log.ts';

function logged(id: string, status = 'SUCCEEDED'): LoggedDelivery {
  const event = { id: 'evt_1', type: 'rent.created' };
  return { id, status, responseStatus: 204, responseTimeMs: 5, event };
}

function createTestScore(verifiedMax = Infinity) {
  const lines: string[] = [];
  const errorLog: string[] = [];
  let doneCount = 0;
  const score = createScore({
    print: (line) => lines.push(line),
    printError: (line) => errorLog.push(line),
    describe: ({ id }) => id,
    verifiedMax,
    onDone: () => (doneCount += 1),
  });
  return { score, lines, errorLog, countDone: () => doneCount };
}

describe('the score of the demo', () => {
  test('counts a delivery once, when it is verified and the log calls it SUCCEEDED', () => {
    const { score, lines } = createTestScore();
    score.onVerified('dlv_1');
    score.onLogged(logged('dlv_1', 'PENDING'));
    expect(score.verifiedCount).toBe(0);
    score.onLogged(logged('dlv_1'));
    score.onLogged(logged('dlv_1'));
    expect(lines).toEqual(['dlv_1']);
    expect(score.verifiedCount).toBe(1);
  });

  test('does not count what the log calls SUCCEEDED but nobody verified', () => {
    const { score, lines } = createTestScore();
    score.onLogged(logged('dlv_1'));
    expect(lines).toEqual([]);
  });

  test('is done with the last delivery that is wanted and counts none after it', () => {
    const { score, lines, countDone } = createTestScore(1);
    for (const id of ['dlv_1', 'dlv_2']) {
      score.onVerified(id);
      score.onLogged(logged(id));
    }
    expect(lines).toEqual(['dlv_1']);
    expect(countDone()).toBe(1);
  });

  test('tells a wrong signature and is done with it when there is an end at all', () => {
    const { score, errorLog, countDone } = createTestScore(10);
    score.onRefused('webhook-signature is wrong', 'dlv_1');
    expect(errorLog).toEqual(['NOT VERIFIED: delivery dlv_1: webhook-signature is wrong']);
    expect(score.refusedCount).toBe(1);
    expect(countDone()).toBe(1);
  });

  test('goes on after a wrong signature when there is no end', () => {
    const { score, countDone } = createTestScore();
    score.onRefused('webhook-signature is wrong', 'dlv_1');
    score.onVerified('dlv_2');
    score.onLogged(logged('dlv_2'));
    expect(score).toMatchObject({ refusedCount: 1, verifiedCount: 1 });
    expect(countDone()).toBe(0);
  });
});
