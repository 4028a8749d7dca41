import { sql } from '../db/index.ts';
import { nilId } from '../kernel/index.ts';
import type { OrderDirection, SortKey } from '../kernel/graphql/index.ts';

/** Fields by which a list of webhooks can be sorted. */
export const WebhookOrderField = {
  NAME: 'NAME',
  CREATED_AT: 'CREATED_AT',
  LAST_DELIVERY_AT: 'LAST_DELIVERY_AT',
  FAILING_FIRST: 'FAILING_FIRST',
} as const;
export type WebhookOrderField = (typeof WebhookOrderField)[keyof typeof WebhookOrderField];

/** A row with the value that it is sorted by, as text. */
export interface SortedRow {
  id: string;
  /** Missing in a list by id. */
  sortKey?: string;
}

/** The way to sort by a field. */
export interface WebhookOrder {
  /** The usual direction. */
  direction: OrderDirection;
  /** An expression on a row of `webhooks`, never null; left out for the id. */
  value?: ReturnType<typeof sql>;
  sortKey?: SortKey<SortedRow>;
}

/** Later than every time in milliseconds, and exact as a number. */
const never = Number.MAX_SAFE_INTEGER;

/** UTF-16 units. Lower case may be longer than the name of 100 characters. */
const nameLengthMax = 1_000;
const uuidForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The orders. Ids begin with their time of creation, for webhooks and deliveries alike. */
export const webhookOrders: Readonly<Record<WebhookOrderField, WebhookOrder>> = {
  CREATED_AT: { direction: 'desc' },
  NAME: {
    direction: 'asc',
    value: sql`lower(name)`,
    sortKey: keyOf('name', (text) => text.length <= nameLengthMax),
  },
  LAST_DELIVERY_AT: {
    direction: 'desc',
    value: sql`coalesce(
      (select d.id from deliveries d where d.webhook_id = webhooks.id order by d.id desc limit 1),
      ${sql.lit(nilId)}::uuid)`,
    sortKey: keyOf('delivery', (text) => uuidForm.test(text)),
  },
  FAILING_FIRST: {
    direction: 'asc',
    value: sql`coalesce((extract(epoch from failing_since) * 1000)::bigint, ${sql.lit(never)})`,
    sortKey: keyOf('failing', (text) => /^\d{1,16}$/.test(text)),
  },
};

function keyOf(name: string, isKey: (text: string) => boolean): SortKey<SortedRow> {
  return { name, keyOf: (row) => row.sortKey ?? '', isKey };
}
