import type { DeliveryFilter } from '../../src/deliveries/delivery-filter.type.ts';
import { errorCodes } from '../../src/deliveries/index.ts';
import { isStateSelected, type DeliveryState } from '../../src/deliveries/match-criteria.ts';
import { toCriteria } from '../../src/deliveries/read-criteria.ts';
import { toAttemptFacts } from '../../src/dispatcher/attempt/attempt-facts.ts';
import { phasesWithoutAddress } from '../../src/dispatcher/http/phases.ts';

/** Whether a delivery with a state that the log can have matches the filter's fields of the state. */
export function isPossible(filter: DeliveryFilter): boolean {
  const criteria = toCriteria(filter);
  return states.some((state) => isStateSelected(criteria, state));
}

const states = listStates();

/** Lists the states of all deliveries that the log can have, with the errors of the dispatcher. */
function listStates(): DeliveryState[] {
  const errorsOfNone = [null, ...errorCodes.filter(isWithoutResponse)];
  const unanswered = errorsOfNone.map((errorCode) => ({ responseStatus: null, errorCode }));
  const answered = Array.from({ length: 800 }, (_, n) => judge(200 + n));
  const withErrors = Array.from({ length: 100 }, (_, n) => judge(200 + n, 'invalid_token'));
  return [...unanswered, ...answered, ...withErrors].flatMap((state) => {
    const isSuccess = state.responseStatus !== null && state.errorCode === null;
    const statuses = isSuccess ? (['SUCCEEDED'] as const) : (['PENDING', 'FAILED'] as const);
    return statuses.map((status) => ({ ...state, status }));
  });
}

function isWithoutResponse(code: string): boolean {
  return !code.startsWith('HTTP_') && code !== 'ERROR_IN_BODY';
}

/** Returns what the log has about a response of Slack. */
function judge(status: number, body = 'ok'): Pick<DeliveryState, 'responseStatus' | 'errorCode'> {
  const texts = { headers: {}, retryAfter: null, body, isBodyCut: false, bodyError: null };
  const response = { status, ...texts };
  const outcome = { durationMs: 1, phases: phasesWithoutAddress(1), response, failure: null };
  return toAttemptFacts(
    new Date(),
    { url: '', requestHeaders: {}, format: 'SLACK', requestBody: '', digest: null },
    outcome,
  );
}
