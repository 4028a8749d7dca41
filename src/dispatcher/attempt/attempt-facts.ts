import { describeError, type AttemptFacts, type ErrorCode } from '../../deliveries/index.ts';
import type { Outcome } from '../http/outcome.ts';
import type { Phases } from '../http/phases.ts';
import type { FailureReason } from '../http/request-failure.ts';
import { describePhase } from './describe-phase.ts';
import type { LoggedRequest } from './prepared-request.ts';

/**
 * Describes a request and its outcome as the log keeps them. The codes of failures are error codes of the
 * log too; a response gets its code by its status.
 */
export function toAttemptFacts(
  startedAt: Date,
  logged: LoggedRequest,
  { durationMs, phases, response, failure }: Outcome,
): AttemptFacts {
  const errorCode = failure ? failure.errorCode : judgeStatus(response.status);
  return {
    startedAt,
    durationMs,
    ...phases,
    ...logged,
    responseStatus: response?.status ?? null,
    responseHeaders: response?.headers ?? null,
    responseBody: response?.body ?? null,
    responseBodyCut: response?.isBodyCut ?? false,
    responseBodyError: response?.bodyError ?? null,
    errorCode,
    errorMessage:
      errorCode &&
      describeError(errorCode, failure ? detail(failure, phases) : `status ${response.status}`),
  };
}

function detail(failure: Required<FailureReason>, phases: Phases): string {
  return [failure.detail, describePhase(failure.errorCode, phases)].filter(Boolean).join('; ');
}

/** Only 2xx is success. A redirect is a failure: following it would be a second way to an address. */
function judgeStatus(status: number): ErrorCode | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return 'HTTP_REDIRECT';
  if (status >= 400 && status < 500) return 'HTTP_CLIENT_ERROR';
  return status >= 500 && status < 600 ? 'HTTP_SERVER_ERROR' : 'INVALID_RESPONSE';
}
