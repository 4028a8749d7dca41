import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { errorCodes } from '../../../src/deliveries/error-code.ts';
import { loadConfig } from '../../../src/config/config.ts';
import { decideVerdict, type VerdictInput } from '../../../src/dispatcher/attempt/retry-policy.ts';

/** Ten attempts: at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h. */
const defaultRetrySchedule = loadConfig({}).retryScheduleSeconds;

const dayMs = 86_400_000;

const inputOf = (
  {
    retryAfter = null,
    ...facts
  }: Partial<VerdictInput['facts'] & { retryAfter: string | null }> = {},
  changes: Partial<Omit<VerdictInput, 'facts' | 'retryAfter'>> = {},
): VerdictInput => ({
  facts: { errorCode: 'HTTP_SERVER_ERROR', responseStatus: 500, firstByteMs: 5, ...facts },
  format: 'JSON',
  mayBePosted: false,
  isDigest: false,
  retryAfter,
  attempt: 1,
  trigger: 'EVENT',
  schedule: defaultRetrySchedule,
  now: new Date('2025-01-15T10:30:00Z'),
  random: () => 0.5,
  ...changes,
});

const anyFailure = fc.record({
  errorCode: fc.constantFrom(...errorCodes),
  responseStatus: fc.option(fc.integer({ min: 100, max: 999 }).filter((status) => status !== 410)),
  retryAfter: fc.option(fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String))),
});

describe('the verdict', () => {
  test('is success if and only if there is no error code', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyFailure, fc.constant({ responseStatus: 410 })),
        fc.option(fc.constantFrom(...errorCodes)),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom('EVENT' as const, 'TEST' as const, 'RESEND' as const, 'RECOVERY' as const),
        (outcome, errorCode, attempt, trigger) => {
          const { next } = decideVerdict(inputOf({ ...outcome, errorCode }, { attempt, trigger }));
          expect(next.status === 'SUCCEEDED').toBe(errorCode === null);
        },
      ),
    );
  });

  test('follows the schedule in the middle of its jitter', () => {
    const verdicts = defaultRetrySchedule.map((_, index) =>
      decideVerdict(inputOf({}, { attempt: index + 1 })),
    );
    const [, ...seconds] = defaultRetrySchedule;
    expect(verdicts.slice(0, -1)).toEqual(
      seconds.map((it) => ({
        next: { status: 'PENDING', delayMs: it * 1_000 },
        coolDownMs: null,
      })),
    );
    expect(verdicts.at(-1)).toEqual({
      next: { status: 'FAILED', reason: 'ATTEMPTS_EXHAUSTED' },
      coolDownMs: null,
    });
  });

  test('stays within a fifth of the schedule, whatever the random number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, number) => {
          const { next } = decideVerdict(inputOf({}, { attempt, random: () => number }));
          const baseMs = (defaultRetrySchedule[attempt] ?? 0) * 1_000;
          const delayMs = next.status === 'PENDING' ? next.delayMs : Number.NaN;
          expect(delayMs).toBeGreaterThanOrEqual(baseMs * 0.8);
          expect(delayMs).toBeLessThanOrEqual(baseMs * 1.2);
        },
      ),
    );
  });

  test('after any failure is a bounded delay in whole ms, and the end after the last attempt', () => {
    fc.assert(
      fc.property(
        anyFailure,
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom('EVENT' as const, 'RESEND' as const, 'RECOVERY' as const),
        (outcome, attempt, trigger) => {
          const { next } = decideVerdict(inputOf(outcome, { attempt, trigger }));
          expect(next.status).toBe(attempt < 10 ? 'PENDING' : 'FAILED');
          if (next.status !== 'PENDING') return;
          expect(Number.isInteger(next.delayMs)).toBe(true);
          expect(next.delayMs).toBeGreaterThanOrEqual(0);
          expect(next.delayMs).toBeLessThanOrEqual(1.2 * dayMs);
        },
      ),
    );
  });

  test('after an unknown outcome is a retry at once, and it counts as an attempt', () => {
    const unknown = { errorCode: 'OUTCOME_UNKNOWN', responseStatus: null } as const;
    const ninth = decideVerdict(inputOf(unknown, { attempt: 9 }));
    expect(ninth.next).toEqual({ status: 'PENDING', delayMs: 0 });
    expect(decideVerdict(inputOf(unknown, { attempt: 10 })).next.status).toBe('FAILED');
  });

  test('of a 410 ends the delivery', () => {
    const gone = { errorCode: 'HTTP_CLIENT_ERROR', responseStatus: 410 } as const;
    const verdict = {
      next: { status: 'FAILED', reason: 'RECEIVER_GONE' },
      coolDownMs: null,
    };
    expect(decideVerdict(inputOf(gone))).toEqual(verdict);
    expect(decideVerdict(inputOf(gone, { trigger: 'RESEND' }))).toEqual(verdict);
  });

  test('of a TEST is final after one attempt', () => {
    fc.assert(
      fc.property(fc.oneof(anyFailure, fc.constant({ responseStatus: 410 })), (outcome) => {
        const verdict = decideVerdict(inputOf(outcome, { trigger: 'TEST' }));
        expect(verdict.next.status).toBe('FAILED');
      }),
    );
  });
});

describe('Retry-After', () => {
  const anyHeader = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.nat(200_000).map(String),
    fc.double().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    fc.stringMatching(/^\s?-?\d{1,8}(\.\d{1,3})?\s?$/),
  );

  test('is ignored or is a cool-down of 1 ms to 24 h, whatever its text, and delays the next attempt', () => {
    fc.assert(
      fc.property(anyHeader, fc.integer({ min: 1, max: 9 }), (retryAfter, attempt) => {
        const { next, coolDownMs } = decideVerdict(inputOf({ retryAfter }, { attempt }));
        const scheduledMs = (defaultRetrySchedule[attempt] ?? 0) * 1_000;
        const delayMs = Math.max(scheduledMs, coolDownMs ?? 0);
        expect(next).toEqual({ status: 'PENDING', delayMs });
        if (coolDownMs === null) return;
        expect(Number.isInteger(coolDownMs)).toBe(true);
        expect(coolDownMs).toBeGreaterThanOrEqual(1);
        expect(coolDownMs).toBeLessThanOrEqual(dayMs);
      }),
      { numRuns: 1_000 },
    );
  });

  test('with a date means the same as with the seconds until then', () => {
    const now = inputOf().now;
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), (seconds) => {
        const date = new Date(now.getTime() + seconds * 1_000).toUTCString();
        expect(delayOf(date)).toBe(delayOf(String(seconds)));
      }),
    );
  });

  const delayOf = (retryAfter: string | null, attempt = 1): number => {
    const { next } = decideVerdict(inputOf({ retryAfter }, { attempt }));
    return next.status === 'PENDING' ? next.delayMs : Number.NaN;
  };

  const accepted: [text: string, delayMs: number][] = [
    ['120', 120_000],
    [' 120 ', 120_000],
    ['7.5', 7_500],
    ['1970', 1_970_000],
    ['9999', 9_999_000],
    ['86401', dayMs],
    ['9'.repeat(400), dayMs],
    ['Wed, 15 Jan 2025 10:31:00 GMT', 60_000],
    ['Wednesday, 15-Jan-25 10:31:00 GMT', 60_000],
    ['Wed Jan 15 10:31:00 2025', 60_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', dayMs],
  ];
  test.each(accepted)('%j delays the next attempt by %d ms', (text, delayMs) => {
    expect(delayOf(text)).toBe(delayMs);
  });

  const ignored = [
    null,
    '',
    '0',
    '-1',
    '-0',
    'NaN',
    'Infinity',
    '1e300',
    '0x10',
    'soon',
    '2025-01-15T10:31:00Z',
    'Wed, 15 Jan 2025 10:29:00 GMT',
    'Thu, 01 Jan 1970 00:00:00 GMT',
    'Wed, 99 Jan 2025 10:31:00 GMT',
    '60, 60',
  ];
  test.each(ignored)('%j changes nothing', (text) => {
    expect(delayOf(text)).toBe(5_000);
  });

  test('never makes an attempt earlier than the schedule', () => {
    expect(delayOf('1', 5)).toBe(18_000_000);
  });
});

describe('after an answer of a chat service', () => {
  const ended = (reason: string) => ({ status: 'FAILED', reason });
  const retried = { status: 'PENDING', delayMs: 5_000 };

  test.each([
    ['SLACK', 403, ended('RECEIVER_GONE')],
    ['SLACK', 404, ended('RECEIVER_GONE')],
    ['SLACK', 410, ended('RECEIVER_GONE')],
    ['SLACK', 400, ended('MESSAGE_REFUSED')],
    ['SLACK', 401, retried],
    ['SLACK', 429, retried],
    ['DISCORD', 401, ended('RECEIVER_GONE')],
    ['DISCORD', 404, ended('RECEIVER_GONE')],
    ['DISCORD', 403, retried],
    ['DISCORD', 400, ended('MESSAGE_REFUSED')],
    ['TEAMS', 410, ended('RECEIVER_GONE')],
    ['TEAMS', 413, ended('MESSAGE_REFUSED')],
    ['GOOGLE_CHAT', 400, ended('MESSAGE_REFUSED')],
    ['GOOGLE_CHAT', 500, retried],
    ['JSON', 400, retried],
    ['JSON', 404, retried],
  ] as const)('%s %d', (format, responseStatus, next) => {
    const errorCode = responseStatus < 500 ? 'HTTP_CLIENT_ERROR' : 'HTTP_SERVER_ERROR';
    expect(decideVerdict(inputOf({ errorCode, responseStatus }, { format })).next).toEqual(next);
  });

  test('each delivery of a refused digest is sent at once, if it has an attempt left', () => {
    const answer = { errorCode: 'HTTP_CLIENT_ERROR', responseStatus: 400 } as const;
    const verdictOf = (attempt: number, retryAfter: string | null = null) =>
      decideVerdict(
        inputOf({ ...answer, retryAfter }, { format: 'SLACK', isDigest: true, attempt }),
      );
    const atOnce = { status: 'PENDING', delayMs: 0 };
    expect(verdictOf(9)).toEqual({ next: atOnce, coolDownMs: null });
    expect(verdictOf(10).next).toEqual(ended('MESSAGE_REFUSED'));
    expect(verdictOf(1, '60').next).toEqual({ status: 'PENDING', delayMs: 60_000 });
  });

  test('a message that may have been posted is sent once more at most', () => {
    const answers = [
      { errorCode: 'TIMEOUT', responseStatus: null, firstByteMs: 9_000 },
      { errorCode: 'OUTCOME_UNKNOWN', responseStatus: null, firstByteMs: null },
    ] as const;
    for (const answer of answers) {
      const ends = [false, true].map((mayBePosted) => {
        const input = inputOf(answer, { attempt: 4, format: 'DISCORD', mayBePosted });
        return decideVerdict(input).next.status;
      });
      expect(ends).toEqual(['PENDING', 'FAILED']);
      const ofJson = { attempt: 2, format: 'JSON', mayBePosted: true } as const;
      const json = decideVerdict(inputOf(answer, ofJson)).next.status;
      expect(json).toBe('PENDING');
    }
  });

  test('a message that was not sent is sent again like any other request', () => {
    const refused = {
      errorCode: 'CONNECTION_REFUSED',
      responseStatus: null,
      firstByteMs: null,
    } as const;
    const { next } = decideVerdict(inputOf(refused, { attempt: 5, format: 'SLACK' }));
    expect(next.status).toBe('PENDING');
  });
});
