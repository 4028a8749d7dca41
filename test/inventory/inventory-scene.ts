import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { readTables } from '../e2e/read-tables.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer, type Customer } from '../kit/customer.ts';
import { createShop, type Shop } from '../kit/shop.ts';
import { expectValidEvents } from './expect-valid-events.ts';
import { listEvents, type ShownEvent } from './list-events.ts';

/** What a payload says of an error. */
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
 * What the tests of the inventory need: a node for the file, which has no dispatcher, so that rows
 * change only when somebody asks for it; and a workspace with its shop for each test.
 */
export interface InventoryScene {
  app: TestApp;
  /** On the FREE plan: the inventory is on every plan. */
  customer: Customer;
  shop: Shop;
  /** The payload of a mutation that must do what it is asked to. */
  change<Field extends string, Result extends { userErrors: unknown[] }, Input>(
    mutation: Mutation<Field, Result, Input>,
    input: NoInfer<Input>,
  ): Promise<Result>;
  /** The errors of a mutation that must be refused, answer nothing else, and change no row of the database. */
  refuse<Field extends string, Result extends { userErrors: ShownError[] }, Input>(
    mutation: Mutation<Field, Result, Input>,
    input: NoInfer<Input>,
  ): Promise<ShownError[]>;
  /** The events that were published since the last call, by event type, and those of one in their order. */
  takeEvents(): Promise<ShownEvent[]>;
}

/** Sets the scene by jest's hooks. After each test all events of the file are held against the catalogue. */
export function setInventoryScene(): InventoryScene {
  let taken = new Set<string>();
  const scene = {
    async change(mutation, input) {
      const payload = await ask(mutation, input);
      expect(payload.userErrors).toEqual([]);
      return payload;
    },
    async refuse(mutation, input) {
      const before = await readTables(scene.app);
      const { userErrors, ...rest } = await ask(mutation, input);
      expect(userErrors).not.toEqual([]);
      expect(Object.values(rest)).toEqual([null]);
      expect(await readTables(scene.app)).toEqual(before);
      return userErrors.map(({ code, field, message }) => ({ code, field, message }));
    },
    async takeEvents() {
      const events = await listEvents(scene.app, scene.customer.token);
      const fresh = [...events].filter(([id]) => !taken.has(id));
      taken = new Set(events.keys());
      // A change may publish several at once, and no order is promised for those.
      return fresh.map(([, event]) => event).sort((a, b) => a.type.localeCompare(b.type));
    },
  } as { -readonly [Part in keyof InventoryScene]: InventoryScene[Part] };

  async function ask<Field extends string, Result, Input>(
    mutation: Mutation<Field, Result, Input>,
    input: Input,
  ): Promise<Result> {
    const payloads = await scene.app.ask(scene.customer.token, mutation, { input });
    return Object.values<Result>(payloads)[0]!;
  }

  beforeAll(async () => {
    scene.app = await startTestApp({ env: { ROLES: 'api' } });
  });
  beforeEach(async () => {
    scene.customer = await createCustomer(scene.app, 'FREE');
    scene.shop = createShop(scene.app, scene.customer);
    taken = new Set();
  });
  afterEach(() => expectValidEvents(scene.app));
  afterAll(() => scene.app.stop());
  return scene;
}
