import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer } from '../kit/customer.ts';
import { graphql } from '../kit/graphql/index.ts';

const GetKeptDays = graphql(`
  query GetKeptDays {
    workspace {
      deliveriesKeptDays
      eventsKeptDays
    }
  }
`);

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ env: { RETENTION_DAYS: '14' } });
});
afterAll(() => app.stop());

test('a workspace shows for how long its log goes back', async () => {
  const { token } = await createCustomer(app);
  expect(await app.ask(token, GetKeptDays, {})).toEqual({
    workspace: { deliveriesKeptDays: 14, eventsKeptDays: 21 },
  });
});
