import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  decideHealth,
  type HealthReport,
  type KnownHealth,
} from '../../src/webhooks/decide-health.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const dayMs = 86_400_000;

function at(msFromNow: number): Date {
  return new Date(now.getTime() + msFromNow);
}

function decide(known: Partial<KnownHealth>, report: Partial<HealthReport>) {
  return decideHealth(
    { failingSince: null, coolingDownUntil: null, readAt: now, ...known },
    {
      webhookId: 'webhook',
      url: 'https://hooks.example.com/orders',
      hasSucceeded: false,
      hasFailed: false,
      errorCode: null,
      isGone: false,
      hasExhausted: false,
      coolDownMs: null,
      probe: null,
      ...report,
    },
    now,
  );
}

describe('failingSince', () => {
  test('is set by the first failure and kept by later ones', () => {
    expect(decide({}, { hasFailed: true }).failingSince).toEqual(now);
    const known = { failingSince: at(-dayMs) };
    expect(decide(known, { hasFailed: true }).failingSince).toEqual(at(-dayMs));
  });

  test('is cleared by a success, even together with failures', () => {
    const known = { failingSince: at(-dayMs) };
    expect(decide(known, { hasSucceeded: true, hasFailed: true }).failingSince).toBeNull();
  });
});

describe('a webhook is disabled', () => {
  const exhausted = { hasFailed: true, hasExhausted: true };

  test('when attempts are exhausted after exactly 5 days without a success, and not before', () => {
    const reasonAfter = (ms: number) => decide({ failingSince: at(-ms) }, exhausted).disabledReason;
    expect(reasonAfter(5 * dayMs)).toBe('FAILING');
    expect(reasonAfter(5 * dayMs - 1)).toBeNull();
  });

  test('only by the last attempt of a delivery, however long it has been failing', () => {
    const known = { failingSince: at(-50 * dayMs) };
    expect(decide(known, { hasFailed: true }).disabledReason).toBeNull();
  });

  test('not if another delivery succeeded in the same report', () => {
    const known = { failingSince: at(-50 * dayMs) };
    expect(decide(known, { ...exhausted, hasSucceeded: true }).disabledReason).toBeNull();
  });

  test('by 410 at once', () => {
    expect(decide({}, { hasFailed: true, isGone: true }).disabledReason).toBe('RECEIVER_GONE');
  });
});

describe('a cool-down', () => {
  const mark = at(40_000);

  test('lasts as long as the receiver asks, and is never shortened by another request', () => {
    expect(decide({}, { coolDownMs: 5_000 }).coolingDownUntil).toEqual(at(5_000));
    const known = { coolingDownUntil: at(9_000) };
    expect(decide(known, { coolDownMs: 5_000 }).coolingDownUntil).toEqual(at(9_000));
    expect(decide(known, { coolDownMs: 10_000 }).coolingDownUntil).toEqual(at(10_000));
  });

  test('is ended by its probe, whatever the outcome', () => {
    const known = { coolingDownUntil: mark };
    expect(decide(known, { hasSucceeded: true, probe: mark }).coolingDownUntil).toBeNull();
    expect(decide(known, { hasFailed: true, probe: mark }).coolingDownUntil).toBeNull();
  });

  test('starts again if the probe gets another Retry-After, even one shorter than its mark', () => {
    const known = { coolingDownUntil: mark };
    const report = { hasFailed: true, probe: mark, coolDownMs: 1_000 };
    expect(decide(known, report).coolingDownUntil).toEqual(at(1_000));
  });

  test('is ended only by its own probe', () => {
    const known = { coolingDownUntil: mark };
    expect(decide(known, { hasSucceeded: true }).coolingDownUntil).toEqual(mark);
    const late = { hasSucceeded: true, probe: at(-9_000) };
    expect(decide(known, late).coolingDownUntil).toEqual(mark);
  });

  test('never ends before a requested time, except for the mark of the probe that ended', () => {
    const instant = fc.integer({ min: -1e6, max: 1e6 }).map(at);
    fc.assert(
      fc.property(
        fc.option(instant),
        fc.option(instant),
        fc.option(fc.nat(1e6)),
        (coolingDownUntil, probe, coolDownMs) => {
          const decided = decide({ coolingDownUntil }, { probe, coolDownMs }).coolingDownUntil;
          const bounds = [coolDownMs === null ? -Infinity : at(coolDownMs).getTime()];
          if (coolingDownUntil?.getTime() !== probe?.getTime()) {
            bounds.push(coolingDownUntil?.getTime() ?? -Infinity);
          }
          expect(decided?.getTime() ?? -Infinity).toBe(Math.max(...bounds));
        },
      ),
    );
  });
});
