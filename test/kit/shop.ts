import type { ResultOf } from '@graphql-typed-document-node/core';
import type { TestApp } from './app.ts';
import type { Customer } from './customer.ts';
import type {
  CreateItemInput,
  CreateRenterInput,
  CreateRentInput,
  RentStatus,
} from './graphql/graphql.ts';
import { ChangeRentStatus, CreateItem, CreateRent, CreateRenter } from './inventory-documents.ts';

/** An item as returned by the API. */
export type ShownItem = NonNullable<ResultOf<typeof CreateItem>['createItem']['item']>;
/** A renter as returned by the API. */
export type ShownRenter = NonNullable<ResultOf<typeof CreateRenter>['createRenter']['renter']>;
/** A rent as returned by the API. */
export type ShownRent = NonNullable<ResultOf<typeof CreateRent>['createRent']['rent']>;

/** A workspace's inventory, through the API. Every call throws unless it succeeds. */
export interface Shop {
  /** An item without a SKU, with 10 pieces and a minimum of 2, unless the input says otherwise. */
  createItem(input?: Partial<CreateItemInput>): Promise<ShownItem>;
  createRenter(input?: Partial<CreateRenterInput>): Promise<ShownRenter>;
  /** A rent of these lines for a new renter, from 2026-12-01 to 2026-12-08, unless the input says otherwise. */
  createRent(lines: CreateRentInput['lines'], input?: Partial<CreateRentInput>): Promise<ShownRent>;
  changeRentStatus(rentId: string, status: RentStatus): Promise<ShownRent>;
}

/** Creates the shop of a customer. */
export function createShop(app: TestApp, { token }: Pick<Customer, 'token'>): Shop {
  async function createRenter(input: Partial<CreateRenterInput> = {}) {
    const answer = await app.ask(token, CreateRenter, { input: { name: 'A renter', ...input } });
    return expectMade(answer.createRenter.renter, answer.createRenter.userErrors);
  }
  return {
    createRenter,
    async createItem(input = {}) {
      const facts = { name: 'An item', quantityInStock: 10, minimumQuantity: 2, ...input };
      const answer = await app.ask(token, CreateItem, { input: facts });
      return expectMade(answer.createItem.item, answer.createItem.userErrors);
    },
    async createRent(lines, given = {}) {
      const renterId = given.renterId ?? (await createRenter()).id;
      const times = { startsAt: '2026-12-01T08:00:00.000Z', endsAt: '2026-12-08T17:00:00.000Z' };
      const input = { renterId, lines, ...times, ...given };
      const answer = await app.ask(token, CreateRent, { input });
      return expectMade(answer.createRent.rent, answer.createRent.userErrors);
    },
    async changeRentStatus(rentId, status) {
      const answer = await app.ask(token, ChangeRentStatus, { input: { rentId, status } });
      return expectMade(answer.changeRentStatus.rent, answer.changeRentStatus.userErrors);
    },
  };
}

function expectMade<T>(made: T | null | undefined, userErrors: unknown): T {
  if (!made) throw new Error(JSON.stringify(userErrors));
  return made;
}
