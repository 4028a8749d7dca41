import type { TestApp } from '../../../kit/app.ts';
import type { Customer } from '../../../kit/customer.ts';
import type { Fields } from '../operation.ts';
import type { OwnedIds } from './root-field-row.ts';

/** What a row can use to provoke an error. */
export interface ErrorScene {
  app: TestApp;
  /** Of this row alone, on the ENTERPRISE plan. */
  customer: Customer;
  /** Ids of another workspace. */
  foreign: OwnedIds;
}

/** A call that gets a user error. */
export interface FailingCall {
  input: Fields;
  /** That of the customer, unless another one is needed. */
  token?: string;
}

/** Prepares a call that gets exactly the code of its row. */
export type ErrorRow = (scene: ErrorScene) => FailingCall | Promise<FailingCall>;

/** Rows by mutation and code. */
export type ErrorRows = Readonly<Record<string, Readonly<Record<string, ErrorRow>>>>;

/** Makes a row whose input needs no preparation. */
export function withInput(input: Fields): ErrorRow {
  return () => ({ input });
}
