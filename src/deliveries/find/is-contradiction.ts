import type { DeliveryCriteria } from '../delivery-criteria.ts';
import { errorCodes, type ErrorCode } from '../error-code.ts';
import { isStateSelected, type DeliveryState } from '../match-criteria.ts';

/** Whether no delivery can match, whatever the log has: its status, error and response depend on each other. */
export function isContradiction(criteria: DeliveryCriteria): boolean {
  const { responseStatus } = criteria;
  const responses = responseStatus === null ? oneOfEachClass : [responseStatus];
  return !responses.flatMap(listStates).some((state) => isStateSelected(criteria, state));
}

const oneOfEachClass: readonly (number | null)[] = [null, 200, 300, 400, 500, 600];

/** Lists the states of deliveries whose last attempt got this response: none if receivers cannot return it. */
function listStates(responseStatus: number | null): DeliveryState[] {
  if (responseStatus !== null && (responseStatus < 200 || responseStatus > 999)) return [];
  return listErrorCodes(responseStatus).flatMap((errorCode) => {
    const isSuccess = responseStatus !== null && errorCode === null;
    const statuses = isSuccess ? (['SUCCEEDED'] as const) : (['PENDING', 'FAILED'] as const);
    return statuses.map((status) => ({ status, errorCode, responseStatus }));
  });
}

/** Lists the errors of an attempt with this response. Null is none: a success, or no attempt was made. */
function listErrorCodes(responseStatus: number | null): readonly (ErrorCode | null)[] {
  if (responseStatus === null) {
    return [null, ...errorCodes.filter((code) => !code.startsWith('HTTP_'))];
  }
  if (responseStatus < 300) return [null];
  return [codeOfClass[Math.floor(responseStatus / 100)] ?? 'INVALID_RESPONSE'];
}

const codeOfClass: Readonly<Record<number, ErrorCode>> = {
  3: 'HTTP_REDIRECT',
  4: 'HTTP_CLIENT_ERROR',
  5: 'HTTP_SERVER_ERROR',
};
