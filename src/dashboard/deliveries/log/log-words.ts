import type {
  DeliveryStatus,
  DeliveryTrigger,
  ErrorCode,
  ResponseStatusClass,
} from '../../api/graphql/graphql.ts';

/** The values of the filters of a log, with their words. */
export const statusWords: Record<DeliveryStatus, string> = {
  PENDING: 'Waiting',
  SUCCEEDED: 'Succeeded',
  FAILED: 'Failed',
};

export const triggerWords: Record<DeliveryTrigger, string> = {
  EVENT: 'Event',
  TEST: 'Test',
  RESEND: 'Resend',
  RECOVERY: 'Recovery',
};

export const responseClassWords: Record<ResponseStatusClass, string> = {
  STATUS_2XX: '2xx',
  STATUS_3XX: '3xx',
  STATUS_4XX: '4xx',
  STATUS_5XX: '5xx',
  NO_RESPONSE: 'No response',
};

export const errorWords: Record<ErrorCode, string> = {
  HTTP_SERVER_ERROR: 'Server error (5xx)',
  HTTP_CLIENT_ERROR: 'Refused by the receiver (4xx)',
  HTTP_REDIRECT: 'Redirect (3xx)',
  ERROR_IN_BODY: 'Error reported with 2xx',
  TIMEOUT: 'Timeout',
  CONNECTION_REFUSED: 'Connection refused',
  CONNECTION_RESET: 'Connection reset',
  CONNECTION_ERROR: 'Connection error',
  DNS_ERROR: 'DNS error',
  TLS_ERROR: 'TLS error',
  INVALID_RESPONSE: 'Invalid response',
  OUTCOME_UNKNOWN: 'Outcome unknown',
};
