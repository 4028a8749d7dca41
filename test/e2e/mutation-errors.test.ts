import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer } from '../kit/customer.ts';
import { listNamedCodes } from '../kit/named-codes.ts';
import { own } from './kit/own.ts';
import { parseOperation } from './kit/operation.ts';
import type { ErrorRow } from './kit/rows/error-row.ts';
import { inventoryErrorRows } from './kit/rows/inventory-error-rows.ts';
import { logErrorRows } from './kit/rows/log-error-rows.ts';
import { platformErrorRows } from './kit/rows/platform-error-rows.ts';
import type { OwnedIds } from './kit/rows/root-field-row.ts';
import { webhookErrorRows } from './kit/rows/webhook-error-rows.ts';

const rows: readonly [string, string, ErrorRow][] = Object.entries({
  ...webhookErrorRows,
  ...logErrorRows,
  ...inventoryErrorRows,
  ...platformErrorRows,
}).flatMap(([mutation, byCode]) =>
  Object.entries(byCode).map(([code, row]): [string, string, ErrorRow] => [mutation, code, row]),
);

let app: TestApp;
let foreign: OwnedIds;

beforeAll(async () => {
  // It sends nothing, so deliveries and recoveries stay as they are made.
  const env = { ROLES: 'api', TEST_EVENTS_PER_MINUTE: '1', RESENDS_PER_MINUTE: '1' };
  app = await startTestApp({ env });
  foreign = await own(app, await createCustomer(app));
});
afterAll(() => app.stop());

describe('the description of a mutation names the codes of its userErrors', () => {
  test('each of them is provoked below', () => {
    const named = [...listNamedCodes()].flatMap(([name, codes]) =>
      codes.map((code) => `${name} ${code}`),
    );
    expect(rows.map(([mutation, code]) => `${mutation} ${code}`).sort()).toEqual(named.sort());
  });

  test.each(rows)('%s returns %s', async (mutation, code, prepare) => {
    const customer = await createCustomer(app);
    const { input, token = customer.token } = await prepare({ app, customer, foreign });
    const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
    const { document, variables } = parseOperation(
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { code } } }`,
      { input },
    );
    const { data, errors } = await app.request(token, document, variables);
    expect(errors).toBeUndefined();
    const { userErrors } = data![mutation] as { userErrors: { code: string }[] };
    expect(new Set(userErrors.map((error) => error.code))).toEqual(new Set([code]));
  });
});
