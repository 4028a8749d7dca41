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

/** An item as the API shows it. */
export type ShownItem = NonNullable<ResultOf<typeof CreateItem>['createItem']['item']>;
/** A renter as the API shows them. */
export type ShownRenter = NonNullable<ResultOf<typeof CreateRenter>['createRenter']['renter']>;
/** A rent as the API shows it. */
export type ShownRent = NonNullable<ResultOf<typeof CreateRent>['createRent']['rent']>;

/** The inventory of a workspace, through the API; everything must succeed. */
export interface Shop {
  /** An item without a SKU, with 10 pieces and a minimum of 2, unless the input says otherwise. */
  createItem(input?: Partial<CreateItemInput>): Promise<ShownItem>;
  createRenter(input?: Partial<CreateRenterInput>): Promise<ShownRenter>;
  /** A rent of these lines for a renter of its own, unless the input says otherwise; from 2026-12-01 to 2026-12-08. */
  createRent(lines: CreateRentInput['lines'], input?: Partial<CreateRentInput>): Promise<ShownRent>;
  changeRentStatus(rentId: string, status: RentStatus): Promise<ShownRent>;
}

/** The shop of a customer. */
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
