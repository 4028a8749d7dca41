import { decideAfterUnknown } from '../../src/dispatcher/attempt/deliver.ts';
import { systemClock } from '../../src/kernel/index.ts';
import {
  type DecideNext,
  AttemptEntity,
  claimDeliveries,
  DeliveryEntity,
  insertDeliveries,
  type Addressee,
  type AttemptFacts,
  type AttemptResult,
  type ClaimedDelivery,
  type ClaimReference,
  type Delivery,
  type NextState,
} from '../../src/deliveries/index.ts';
import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import type { Client } from 'pg';
import { openDatabase, sql, type EntityManager } from '../../src/db/index.ts';
import { WebhookEntity } from '../../src/webhooks/index.ts';
import { WorkspaceEntity } from '../../src/workspaces/index.ts';
import { createTestDatabase } from '../kit/database.ts';

type ClaimRequest = Parameters<typeof claimDeliveries>[1];

/** A delivery that a publish made. */
export interface MadeDelivery {
  id: string;
  eventId: string;
  webhookId: string;
  /** Leased to the publisher; otherwise due for whoever claims it. */
  leased: boolean;
}

/** What a test says of a publish; the rest is: one event, nothing handed off. */
interface Publish {
  count?: number;
  type?: string;
  addressee?: Addressee;
  token?: string;
  room?: number;
  fullWebhookIds?: string[];
}

/** A database with the real statements of the book, and short ways to use them. */
export interface DeliveryLab {
  /** An entity manager that has read nothing yet. */
  em(): EntityManager;
  addWorkspace(): Promise<string>;
  /** A webhook that is ACTIVE and wants `rent.created`. */
  addWebhook(workspaceId: string, events?: string[]): Promise<string>;
  /** Sets columns of a webhook to what the SQL says, for example `paused_at = now()`. */
  changeWebhook(webhookId: string, assignment: string): Promise<void>;
  /** Events with their deliveries, as a publish makes them, oldest first. */
  publish(workspaceId: string, publish?: Publish): Promise<MadeDelivery[]>;
  /** Claims up to 100 of each of these webhooks. */
  claim(
    webhookIds: string[],
    request?: Partial<ClaimRequest>,
    em?: EntityManager,
  ): Promise<ClaimedDelivery[]>;
  /** Makes the deliveries one day older; returns their new ids. */
  moveToYesterday(ids: string[]): Promise<string[]>;
  readDelivery(id: string): Promise<Delivery>;
  /** Rows of a query without parameters. */
  query<Row>(text: string): Promise<Row[]>;
  /** The texts of the statements that ran while `work` did. */
  statementsOf(work: () => Promise<unknown>): Promise<string[]>;
  close(): Promise<void>;
}

/** Opens the lab on a database of its own. Call `close` when the tests end. */
export async function openDeliveryLab(): Promise<DeliveryLab> {
  const { url, drop } = await createTestDatabase();
  const database = await openDatabase({
    url,
    entities: [WorkspaceEntity, WebhookEntity, DeliveryEntity, AttemptEntity],
    connectionsMax: 10,
    onWarning: () => undefined,
  });
  const em = () => database.em.fork();
  let workspaceCount = 0;

  const lab: DeliveryLab = {
    em,
    async addWorkspace() {
      const id = `workspace-${(workspaceCount += 1)}`;
      await sql`insert into workspaces (id, name, plan) values (${id}, ${id}, 'ENTERPRISE')`.execute(
        em().getKysely(),
      );
      return id;
    },
    addWebhook: (workspaceId, events = ['rent.created']) =>
      insertWebhook(em(), workspaceId, events),
    async changeWebhook(webhookId, assignment) {
      await lab.query(`update webhooks set ${assignment} where id = '${webhookId}'`);
    },
    publish: (workspaceId, publish = {}) => insertEvents(em(), workspaceId, publish),
    claim: (webhookIds, request, within = em()) =>
      claimDeliveries(within, {
        slotsByWebhook: new Map(webhookIds.map((id) => [id, 100])),
        probedWebhookIds: new Set(),
        slots: 1_000,
        bytesMax: 1_000_000,
        leaseSeconds: 30,
        monotonicMs: () => 5_000,
        ...request,
      }),
    moveToYesterday: (ids) => shiftIds(em(), ids),
    readDelivery: (id) => em().findOneOrFail(DeliveryEntity, { id }),
    async query<Row>(text: string) {
      return (await sql.raw<Row>(text).execute(em().getKysely())).rows;
    },
    async statementsOf(work) {
      // At the driver: MikroORM does not log what goes through kysely.
      const pool: object = await em().getConnection().getNativeClient();
      const driver = (pool as { Client: typeof Client }).Client;
      const spy = jest.spyOn(driver.prototype, 'query');
      await work();
      const texts = spy.mock.calls.map(([query]: unknown[]) => textOf(query));
      spy.mockRestore();
      // The pool may open a connection at any time.
      return texts.filter((text) => !text.startsWith('select set_config('));
    },
    async close() {
      await database.close();
      await drop();
    },
  };
  return lab;
}

/** What the dispatcher hands to the record step; a 200 with an empty body unless the test says otherwise. */
export function resultOf(
  { id, attempt, token }: ClaimReference,
  next: NextState = { status: 'SUCCEEDED' },
  facts: Partial<AttemptFacts> = {},
): AttemptResult {
  return {
    delivery: { id, attempt, token },
    facts: {
      startedAt: new Date(),
      durationMs: 12,
      url: 'https://hooks.example.com/orders',
      requestHeaders: { 'webhook-id': 'evt_1' },
      responseStatus: 200,
      responseHeaders: {},
      responseBody: '',
      responseBodyCut: false,
      responseBodyError: null,
      errorCode: null,
      errorMessage: null,
      ...facts,
    },
    next,
  };
}

/** The facts of an attempt that got a 503. */
export const unavailable: Partial<AttemptFacts> = {
  responseStatus: 503,
  errorCode: 'HTTP_SERVER_ERROR',
  errorMessage: 'The receiver failed to take the request (status 503).',
};

async function insertWebhook(
  em: EntityManager,
  workspaceId: string,
  events: string[],
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into webhooks (id, workspace_id, name, url, events, timeout_seconds, secret, secret_hint)
    values (new_id(), ${workspaceId}, 'Orders', 'https://hooks.example.com/orders', ${events}::text[], 10, 'sealed', 'hint')
    returning id
  `.execute(em.getKysely());
  return rows[0]!.id;
}

async function insertEvents(
  em: EntityManager,
  workspaceId: string,
  publish: Publish,
): Promise<MadeDelivery[]> {
  const { rows } = await sql<MadeDelivery>`
    with new_events as materialized (
      select new_id() as id, ${publish.type ?? 'rent.created'}::text as type, n
      from generate_series(1, ${publish.count ?? 1}::int) as n
    ),
    inserted as (
      insert into events (id, workspace_id, type, body, occurred_at)
      select id, ${workspaceId}, type, 'body of ' || id, now() from new_events order by n
    ),
    ${insertDeliveries({
      workspaceId,
      addressee: publish.addressee ?? null,
      token: publish.token ?? randomUUID(),
      leaseSeconds: 30,
      room: publish.room ?? 0,
      fullWebhookIds: publish.fullWebhookIds ?? [],
    })}
    select d.id, d.event_id as "eventId", d.webhook_id as "webhookId", d.leased
    from new_deliveries d join new_events e on e.id = d.event_id
    order by e.n, d.webhook_id
  `.execute(em.getKysely());
  return rows;
}

async function shiftIds(em: EntityManager, ids: string[]): Promise<string[]> {
  const moved = ids.map((id) => {
    const ms = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) - 86_400_000;
    const head = ms.toString(16).padStart(12, '0');
    return `${head.slice(0, 8)}-${head.slice(8)}${id.slice(13)}`;
  });
  await sql`
    update deliveries d set id = i.new_id
    from unnest(${ids}::uuid[], ${moved}::uuid[]) as i (old_id, new_id) where d.id = i.old_id
  `.execute(em.getKysely());
  return moved;
}

function textOf(query: unknown): string {
  if (typeof query === 'string') return query;
  return (query as { text: string }).text;
}

/** The retry policy's answer after an unknown outcome, for deliveries with so many attempts. */
export function decideAfter(attemptsMax: number): DecideNext {
  return (attempt, trigger) =>
    decideAfterUnknown(
      {
        schedule: Array.from({ length: attemptsMax }, () => 1),
        clock: systemClock,
        random: Math.random,
      },
      attempt,
      trigger,
    );
}
