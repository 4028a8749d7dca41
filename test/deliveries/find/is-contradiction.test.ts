import { expect, test } from '@jest/globals';
import { isContradiction } from '../../../src/deliveries/find/is-contradiction.ts';
import { errorCodes, readCriteria } from '../../../src/deliveries/index.ts';
import type { DeliveryFilter } from '../../../src/deliveries/delivery-filter.type.ts';
import { toAttemptFacts } from '../../../src/dispatcher/attempt/attempt-facts.ts';
import { phasesWithoutAddress } from '../../../src/dispatcher/http/phases.ts';

const isNever = (filter: DeliveryFilter) => isContradiction(readCriteria(filter));
const classes = ['STATUS_2XX', 'STATUS_3XX', 'STATUS_4XX', 'STATUS_5XX'] as const;

/** The error code that the log has for a response. */
function judge(status: number) {
  const texts = { headers: {}, retryAfter: null, body: '', isBodyCut: false, bodyError: null };
  return toAttemptFacts(
    new Date(),
    { url: '', headers: {} },
    {
      durationMs: 1,
      phases: phasesWithoutAddress(1),
      response: { status, ...texts },
      failure: null,
    },
  ).errorCode;
}

test('no response that a receiver can return contradicts its error, its class and its status', () => {
  for (let responseStatus = 200; responseStatus <= 999; responseStatus += 1) {
    const code = judge(responseStatus);
    const name = classes[Math.floor(responseStatus / 100) - 2];
    const filter = {
      responseStatus,
      ...(name && { responseStatusClasses: [name] }),
      ...(code && { errorCodes: [code] }),
    };
    for (const status of ['PENDING', 'SUCCEEDED', 'FAILED'] as const) {
      const isPossible = (status === 'SUCCEEDED') === (code === null);
      expect([responseStatus, status, isNever({ ...filter, statuses: [status] })]).toEqual([
        ...[responseStatus, status, !isPossible],
      ]);
    }
  }
});

test('an attempt without a response may have each error that is not one of a response', () => {
  for (const code of errorCodes) {
    const filter: DeliveryFilter = {
      ...{ errorCodes: [code], responseStatusClasses: ['NO_RESPONSE'], statuses: ['FAILED'] },
    };
    expect([code, isNever(filter)]).toEqual([code, code.startsWith('HTTP_')]);
  }
});

test('a filter of one field or of none contradicts nothing', () => {
  const filters: DeliveryFilter[] = [{}, { text: 'x' }, { triggers: ['TEST'] }];
  for (const status of ['PENDING', 'SUCCEEDED', 'FAILED'] as const)
    filters.push({ statuses: [status] });
  for (const code of errorCodes) filters.push({ errorCodes: [code] });
  for (const name of [...classes, 'NO_RESPONSE'] as const)
    filters.push({ responseStatusClasses: [name] });
  expect(filters.filter(isNever)).toEqual([]);
});
