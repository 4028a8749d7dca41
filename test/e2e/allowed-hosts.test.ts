import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  startHttpReceiver,
  type LocalReceiver,
} from '../dispatcher/http/fixtures/local-receiver.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer } from '../kit/customer.ts';
import { CreateWebhook } from '../kit/documents.ts';

let app: TestApp;
let receiver: LocalReceiver;

beforeAll(async () => {
  const env = { DELIVERY_ALLOW_HOSTS: 'n8n,*.internal', DELIVERY_ALLOW_HTTP: 'true' };
  app = await startTestApp({ env });
  receiver = await startHttpReceiver((_request, response) => response.writeHead(200).end());
});
afterAll(async () => {
  await app.stop();
  await receiver.close();
});

test('a webhook reaches a host named by the operator over plain http', async () => {
  const customer = await createCustomer(app);
  await customer.createWebhook(`http://n8n:${receiver.port}/webhook/x`);
  await customer.publish();
  const [delivery] = await customer.waitForLog(1);
  expect(delivery).toMatchObject({ status: 'SUCCEEDED', responseStatus: 200 });
});

test('a host not named by the operator, and a metadata service, are refused when saved', async () => {
  const { token } = await createCustomer(app);
  for (const host of ['m8n', 'x.n8n.local', 'metadata.google.internal']) {
    const input = { name: 'a webhook', url: `http://${host}:${receiver.port}/`, events: ['*'] };
    const { createWebhook } = await app.ask(token, CreateWebhook, { input });
    expect(createWebhook.userErrors).toMatchObject([{ code: 'URL_NOT_ALLOWED', field: 'url' }]);
  }
});
