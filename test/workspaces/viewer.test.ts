import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { createCustomer } from '../kit/customer.ts';
import { ContractViewer } from '../e2e/kit/contract-documents.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ env: { ROLES: 'api' } });
});
afterAll(() => app.stop());

test('viewer shows the scopes, the end and the workspace of the token, on every plan', async () => {
  const { workspaceId } = await createCustomer(app, 'FREE');
  const token = await app.token(workspaceId, ['webhooks:read', 'events:publish'], 600);
  const signedAtMs = Date.now();
  const { viewer } = await app.ask(token, ContractViewer, {});
  expect(viewer).toMatchObject({
    scopes: ['webhooks:read', 'events:publish'],
    workspace: { id: workspaceId },
  });
  const lifetimeMs = Date.parse(viewer.expiresAt) - signedAtMs;
  // 600 s and the tolerance of 30 s. `exp` is in whole seconds.
  expect(Math.abs(lifetimeMs - 630_000)).toBeLessThan(60_000);
});

test('viewer shows no scopes for a token without any', async () => {
  const { workspaceId } = await createCustomer(app);
  const { viewer } = await app.ask(await app.token(workspaceId, []), ContractViewer, {});
  expect(viewer.scopes).toEqual([]);
});
