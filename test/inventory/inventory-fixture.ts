import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { readTables } from '../e2e/kit/read-tables.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { createShop, type Shop } from '../kit/shop.ts';
import { expectValidEvents } from './expect-valid-events.ts';
import { listEvents, type ShownEvent } from './list-events.ts';

/** An error in a payload. */
export interface ShownError {
  code: string;
  field: string | null;
  message: string;
}

/** A mutation with one input and one payload. */
type Mutation<Field extends string, Result, Input> = TypedDocumentNode<
  Record<Field, Result>,
  { input: Input }
>;

/**
 * Setup for the inventory's tests: one node per file, without a dispatcher, so that rows change only by
 * calls of the test; and a workspace with its shop for each test.
 */
export interface InventoryFixture {
  app: TestApp;
  /** On the FREE plan, because the inventory is available on every plan. */
  customer: Customer;
  shop: Shop;
  /** Runs a mutation that must succeed, and returns its payload. */
  change<Field extends string, Result extends { userErrors: unknown[] }, Input>(
    mutation: Mutation<Field, Result, Input>,
    input: NoInfer<Input>,
  ): Promise<Result>;
  /** Runs a mutation that must fail without changing any row, and returns its errors. */
  refuse<Field extends string, Result extends { userErrors: ShownError[] }, Input>(
    mutation: Mutation<Field, Result, Input>,
    input: NoInfer<Input>,
  ): Promise<ShownError[]>;
  /** Returns the events since the last call, sorted by event type and then by order. */
  takeEvents(): Promise<ShownEvent[]>;
}

/** Sets up the fixture in jest's hooks. After each test all events are checked against the catalogue. */
export function useInventoryFixture(): InventoryFixture {
  let taken = new Set<string>();
  const fixture = {
    async change(mutation, input) {
      const payload = await ask(mutation, input);
      expect(payload.userErrors).toEqual([]);
      return payload;
    },
    async refuse(mutation, input) {
      const before = await readTables(fixture.app);
      const { userErrors, ...rest } = await ask(mutation, input);
      expect(userErrors).not.toEqual([]);
      expect(Object.values(rest)).toEqual([null]);
      expect(await readTables(fixture.app)).toEqual(before);
      return userErrors.map(({ code, field, message }) => ({ code, field, message }));
    },
    async takeEvents() {
      const events = await listEvents(fixture.app, fixture.customer.token);
      const fresh = [...events].filter(([id]) => !taken.has(id));
      taken = new Set(events.keys());
      // One change can publish several events; their order is not guaranteed.
      return fresh.map(([, event]) => event).sort((a, b) => a.type.localeCompare(b.type));
    },
  } as { -readonly [Part in keyof InventoryFixture]: InventoryFixture[Part] };

  async function ask<Field extends string, Result, Input>(
    mutation: Mutation<Field, Result, Input>,
    input: Input,
  ): Promise<Result> {
    const payloads = await fixture.app.ask(fixture.customer.token, mutation, { input });
    return Object.values<Result>(payloads)[0]!;
  }

  beforeAll(async () => {
    fixture.app = await startTestApp({ env: { ROLES: 'api' } });
  });
  beforeEach(async () => {
    fixture.customer = await createCustomer(fixture.app, 'FREE');
    fixture.shop = createShop(fixture.app, fixture.customer);
    taken = new Set();
  });
  afterEach(() => expectValidEvents(fixture.app));
  afterAll(() => fixture.app.stop());
  return fixture;
}
