import type {
  DeliveryFilter,
  DeliveryStatus,
  DeliveryTrigger,
  ErrorCode,
  ResponseStatusClass,
} from '../api/graphql/graphql.ts';

/** The filter of a new recovery. An empty list or null does not restrict. */
export interface RecoveryFilter {
  statuses: readonly DeliveryStatus[];
  eventTypes: readonly string[];
  triggers: readonly DeliveryTrigger[];
  errorCodes: readonly ErrorCode[];
  responseStatusClasses: readonly ResponseStatusClass[];
  responseStatus: number | null;
  webhookIds: readonly string[];
  eventId: string | null;
  /** As in ISO 8601, in UTC. */
  createdAfter: string | null;
  createdBefore: string | null;
  text: string | null;
}

/** The values of the enums, as the address has them. */
export const errorCodes: readonly ErrorCode[] = [
  'HTTP_SERVER_ERROR',
  'HTTP_CLIENT_ERROR',
  'HTTP_REDIRECT',
  'TIMEOUT',
  'CONNECTION_REFUSED',
  'CONNECTION_RESET',
  'CONNECTION_ERROR',
  'DNS_ERROR',
  'TLS_ERROR',
  'INVALID_RESPONSE',
  'OUTCOME_UNKNOWN',
];
const statuses: readonly DeliveryStatus[] = ['PENDING', 'SUCCEEDED', 'FAILED'];
const triggers: readonly DeliveryTrigger[] = ['EVENT', 'TEST', 'RESEND', 'RECOVERY'];
const classes: readonly ResponseStatusClass[] = [
  'STATUS_2XX',
  'STATUS_3XX',
  'STATUS_4XX',
  'STATUS_5XX',
  'NO_RESPONSE',
];

/** Reads the filter from the query of an address, with the names of the log of deliveries. Unknown values are left out. */
export function readFilter(query: URLSearchParams): RecoveryFilter {
  const all = (name: string) => [...new Set(query.getAll(name))].filter((value) => value !== '');
  const known = <Value extends string>(name: string, values: readonly Value[]) =>
    values.filter((value) => all(name).includes(value));
  const one = (name: string) => all(name)[0] ?? null;
  const code = one('code') ?? '';
  return {
    statuses: known('status', statuses),
    eventTypes: all('type'),
    triggers: known('trigger', triggers),
    errorCodes: known('error', errorCodes),
    responseStatusClasses: known('class', classes),
    responseStatus: /^[1-9]\d{2}$/.test(code) ? Number(code) : null,
    webhookIds: all('webhook'),
    eventId: one('event'),
    createdAfter: toIso(one('after')),
    createdBefore: toIso(one('before')),
    text: one('text'),
  };
}

/** Writes a query from which `readFilter` reads the same. */
export function writeFilter(filter: RecoveryFilter): URLSearchParams {
  const values: [string, readonly (string | number | null)[]][] = [
    ['status', filter.statuses],
    ['type', filter.eventTypes],
    ['trigger', filter.triggers],
    ['error', filter.errorCodes],
    ['class', filter.responseStatusClasses],
    ['code', [filter.responseStatus]],
    ['webhook', filter.webhookIds],
    ['event', [filter.eventId]],
    ['after', [filter.createdAfter]],
    ['before', [filter.createdBefore]],
    ['text', [filter.text]],
  ];
  return new URLSearchParams(
    values.flatMap(([name, list]) =>
      list.flatMap((value) => (value === null ? [] : [[name, String(value)]])),
    ),
  );
}

/** Writes a filter as the API takes it: without what does not restrict. */
export function toDeliveryFilter(filter: RecoveryFilter): DeliveryFilter {
  const set = Object.entries(filter).filter(
    ([, value]: [string, unknown]) =>
      value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(set);
}

/** Reads a filter of the API. */
export function fromDeliveryFilter(filter: DeliveryFilter): RecoveryFilter {
  const given = Object.entries(filter).filter(([, value]: [string, unknown]) => value != null);
  return { ...readFilter(new URLSearchParams()), ...Object.fromEntries(given) };
}

function toIso(time: string | null): string | null {
  return time === null || Number.isNaN(Date.parse(time)) ? null : new Date(time).toISOString();
}
