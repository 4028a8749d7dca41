import { describeError, type AttemptFacts, type ErrorCode } from '../../deliveries/index.ts';
import type { WebhookFormat } from '../../webhooks/index.ts';
import type { Outcome, ReceivedResponse } from '../http/outcome.ts';
import type { Phases } from '../http/phases.ts';
import type { FailureReason } from '../http/request-failure.ts';
import { hasErrorInBody } from './chat-answers.ts';
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
  const errorCode = failure ? failure.errorCode : judgeResponse(response, logged.format ?? 'JSON');
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
function judgeResponse(response: ReceivedResponse, format: WebhookFormat): ErrorCode | null {
  const { status } = response;
  if (status >= 200 && status < 300)
    return hasErrorInBody(format, response) ? 'ERROR_IN_BODY' : null;
  if (status >= 300 && status < 400) return 'HTTP_REDIRECT';
  if (status >= 400 && status < 500) return 'HTTP_CLIENT_ERROR';
  return status >= 500 && status < 600 ? 'HTTP_SERVER_ERROR' : 'INVALID_RESPONSE';
}
