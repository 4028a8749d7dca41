import { randomUUID } from 'node:crypto';
import type { ResultOf } from '@graphql-typed-document-node/core';
import { findEventType, type EventTypeName } from '../../src/catalogue/index.ts';
import type { TestApp } from './app.ts';
import { CreateWebhook, GetDelivery, ListDeliveries, PublishEvents } from './documents.ts';
import type { CreateWebhookInput, DeliveryFilter } from './graphql/graphql.ts';
import { waitUntil } from './wait-until.ts';

/** A delivery as returned by the log. */
export type LoggedDelivery = ResultOf<typeof ListDeliveries>['deliveries']['nodes'][number];

/** One test's own workspace, and calls to the API on its behalf. */
export interface Customer {
  workspaceId: string;
  token: string;
  /** A webhook for all events unless `settings` say otherwise. */
  createWebhook(
    url: string,
    settings?: Partial<CreateWebhookInput>,
  ): Promise<{ id: string; secret: string }>;
  /** Publishes this many events through the mutation, of `renter.created` by default; returns their ids. */
  publish(count?: number, type?: EventTypeName): Promise<string[]>;
  /** The newest 100 deliveries. */
  log(filter?: DeliveryFilter): Promise<LoggedDelivery[]>;
  /** Resolves with the log when it has this many deliveries and none is PENDING. */
  waitForLog(count: number, filter?: DeliveryFilter): Promise<LoggedDelivery[]>;
  /** Resolves with the log once one of its deliveries has an attempt. */
  waitForAttempt(filter?: DeliveryFilter): Promise<LoggedDelivery[]>;
  /** One delivery of the log. */
  delivery(id: string): Promise<LoggedDelivery>;
}

/** Events with the catalogue's sample, which always matches the schema. */
export function createDrafts(
  count: number,
  type: EventTypeName = 'renter.created',
): { type: string; data: unknown }[] {
  const data = findEventType(type).sample;
  return Array.from({ length: count }, () => ({ type, data }));
}

/** Rents with a hundred changed lines, the largest possible events: about 15 KB each. */
export function createLargeDrafts(count: number): { type: string; data: unknown }[] {
  const { rent } = findEventType('rent.updated').sample as { rent: { lines: object[] } };
  const lines = Array.from({ length: 100 }, () => rent.lines[0]);
  return Array.from({ length: count }, () => ({
    type: 'rent.updated',
    data: { rent: { ...rent, lines }, previous: { lines } },
  }));
}

/** Creates a workspace with a unique name. */
export async function createCustomer(
  app: TestApp,
  plan: 'FREE' | 'PROFESSIONAL' | 'ENTERPRISE' = 'ENTERPRISE',
): Promise<Customer> {
  const workspaceId = `customer-${randomUUID()}`;
  const token = await app.createWorkspace(workspaceId, plan);

  async function log(filter: DeliveryFilter = {}) {
    return (await app.ask(token, ListDeliveries, { filter, first: 100 })).deliveries.nodes;
  }

  return {
    workspaceId,
    token,
    log,
    async createWebhook(url, settings = {}) {
      const input = { name: 'a webhook', url, events: ['*'], ...settings };
      const { createWebhook } = await app.ask(token, CreateWebhook, { input });
      const { webhook, secret, userErrors } = createWebhook;
      if (!webhook || !secret) throw new Error(JSON.stringify(userErrors));
      return { id: webhook.id, secret };
    },
    async publish(count = 1, type) {
      const input = { events: createDrafts(count, type) };
      const { publishEvents } = await app.ask(token, PublishEvents, { input });
      if (!publishEvents.events) throw new Error(JSON.stringify(publishEvents.userErrors));
      return publishEvents.events.map((event) => event.id);
    },
    async waitForLog(count, filter) {
      let found: LoggedDelivery[] = [];
      await waitUntil(`${count} deliveries have ended`, async () => {
        found = await log(filter);
        return found.length >= count && found.every(({ status }) => status !== 'PENDING');
      });
      return found;
    },
    async waitForAttempt(filter) {
      let found: LoggedDelivery[] = [];
      await waitUntil('an attempt is logged', async () => {
        found = await log(filter);
        return found.some(({ attemptCount }) => attemptCount > 0);
      });
      return found;
    },
    async delivery(id) {
      const { delivery } = await app.ask(token, GetDelivery, { id });
      if (!delivery) throw new Error(`The log has no delivery ${id}.`);
      return delivery;
    },
  };
}
