import { decodeId, IdPrefix } from '../../../src/kernel/index.ts';
import type {
  AttemptRow,
  Book,
  DeliveryRow,
  EventRow,
  Journal,
  ReceivedRequest,
  WebhookOfRun,
} from '../journal.ts';

/** A request with the delivery and attempt from its headers. */
export interface IdentifiedRequest extends ReceivedRequest {
  /** UUID; empty if the header is not one of our ids. */
  deliveryId: string;
  attempt: number;
}

/** The journal and the book, indexed by id. */
export interface Evidence {
  journal: Journal;
  book: Book;
  requests: readonly IdentifiedRequest[];
  webhooks: ReadonlyMap<string, WebhookOfRun>;
  events: ReadonlyMap<string, EventRow>;
  deliveries: ReadonlyMap<string, DeliveryRow>;
  deliveriesOfEvent: ReadonlyMap<string, DeliveryRow[]>;
  /** Sorted by number. */
  attemptsOf: ReadonlyMap<string, AttemptRow[]>;
  requestsOf: ReadonlyMap<string, IdentifiedRequest[]>;
  /** Deliveries whose result a node reported as late, which only amends the attempt. */
  amended: ReadonlySet<string>;
}

/** Builds the index used by all checks. */
export function indexBook(journal: Journal, book: Book): Evidence {
  const requests = journal.requests.map(identify);
  return {
    journal,
    book,
    requests,
    webhooks: byId(journal.webhooks),
    events: byId(book.events),
    deliveries: byId(book.deliveries),
    deliveriesOfEvent: Map.groupBy(book.deliveries, ({ eventId }) => eventId),
    attemptsOf: Map.groupBy(book.attempts, ({ deliveryId }) => deliveryId),
    requestsOf: Map.groupBy(requests, ({ deliveryId }) => deliveryId),
    amended: findAmended(journal),
  };
}

function identify(request: ReceivedRequest): IdentifiedRequest {
  const { 'x-stockaj-delivery': id = '', 'x-stockaj-attempt': attempt } = request.headers;
  const deliveryId = decodeId(IdPrefix.delivery, id) ?? '';
  return { ...request, deliveryId, attempt: Number(attempt) };
}

function byId<Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

function findAmended({ nodes }: Journal): Set<string> {
  const lines = nodes.flatMap(({ reports }) => reports);
  return new Set(
    lines.flatMap((line) =>
      line.kind === 'log' && line.msg.includes('only amends') ? (line.deliveries ?? []) : [],
    ),
  );
}
