import { errorCodes, type ErrorCode } from './error-code.ts';
import { isStateSelected, type DeliveryState, type StateCriteria } from './match-criteria.ts';

/** Two fields of a filter that no delivery can match together, whatever the log has. */
export interface Contradiction {
  fields: readonly [keyof StateCriteria, keyof StateCriteria];
  /** A sentence. */
  reason: string;
}

const ofSuccess =
  'A delivery that has SUCCEEDED has a last response with a status from 200 to 299.';
const ofErrors =
  'HTTP_REDIRECT comes with a response status from 300 to 399, HTTP_CLIENT_ERROR from 400 to 499, HTTP_SERVER_ERROR from 500 to 599, ERROR_IN_BODY from 200 to 299, INVALID_RESPONSE from 600 or with none, and every other error with none.';

/** Every contradiction is one of two fields: a test tries all combinations. */
const pairs: readonly Contradiction[] = [
  { fields: ['statuses', 'errorCodes'], reason: 'A delivery that has SUCCEEDED has no error.' },
  { fields: ['statuses', 'responseStatusClasses'], reason: ofSuccess },
  { fields: ['statuses', 'responseStatus'], reason: ofSuccess },
  { fields: ['errorCodes', 'responseStatusClasses'], reason: ofErrors },
  { fields: ['errorCodes', 'responseStatus'], reason: ofErrors },
  {
    fields: ['responseStatusClasses', 'responseStatus'],
    reason: 'The status is in none of these classes.',
  },
];

const everyState: StateCriteria = {
  ...{ statuses: null, errorCodes: null, responseStatusClasses: null, responseStatus: null },
};

/** Finds a contradiction between the status, the error and the response that the criteria ask for, or returns null. */
export function findContradiction(criteria: StateCriteria): Contradiction | null {
  const { responseStatus } = criteria;
  const responses = responseStatus === null ? oneOfEachClass : [responseStatus, ...oneOfEachClass];
  const states = responses.flatMap(listStates);
  const isImpossible = ({ fields: [one, other] }: Contradiction) => {
    const both = { ...everyState, [one]: criteria[one], [other]: criteria[other] };
    return !states.some((state) => isStateSelected(both, state));
  };
  return pairs.find(isImpossible) ?? null;
}

const oneOfEachClass: readonly (number | null)[] = [null, 200, 300, 400, 500, 600];

/** Lists the states of deliveries whose last attempt got this response. */
function listStates(responseStatus: number | null): DeliveryState[] {
  return listErrorCodes(responseStatus).flatMap((errorCode) => {
    const isSuccess = responseStatus !== null && errorCode === null;
    const statuses = isSuccess ? (['SUCCEEDED'] as const) : (['PENDING', 'FAILED'] as const);
    return statuses.map((status) => ({ status, errorCode, responseStatus }));
  });
}

/** Lists the errors of an attempt with this response. Null is none: a success, or no attempt was made. */
function listErrorCodes(responseStatus: number | null): readonly (ErrorCode | null)[] {
  if (responseStatus === null) {
    return [null, ...errorCodes.filter((code) => !needsResponse(code))];
  }
  if (responseStatus < 300) return [null, 'ERROR_IN_BODY'];
  return [codeOfClass[Math.floor(responseStatus / 100)] ?? 'INVALID_RESPONSE'];
}

function needsResponse(code: ErrorCode): boolean {
  return code.startsWith('HTTP_') || code === 'ERROR_IN_BODY';
}

const codeOfClass: Readonly<Record<number, ErrorCode>> = {
  3: 'HTTP_REDIRECT',
  4: 'HTTP_CLIENT_ERROR',
  5: 'HTTP_SERVER_ERROR',
};
