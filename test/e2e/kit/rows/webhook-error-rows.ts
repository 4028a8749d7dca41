import { randomUUID } from 'node:crypto';
import { RegenerateSecret } from '../../../kit/documents.ts';
import { withInput, type ErrorRow, type ErrorRows } from './error-row.ts';

/** No receiver: nothing is sent. */
const url = 'https://hooks.example.com/orders';
const settings = { name: 'new', url, events: ['*'] };

const foreignWebhook: ErrorRow = ({ foreign: { webhookId } }) => ({ input: { webhookId } });

/** A call for the customer's own webhook. */
function ownWebhook(changes: object): ErrorRow {
  return async ({ customer }) => ({
    input: { webhookId: (await customer.createWebhook(url)).id, ...changes },
  });
}

/** Mutations of webhooks and their settings. */
export const webhookErrorRows: ErrorRows = {
  createWebhook: {
    INVALID_INPUT: withInput({ ...settings, name: '' }),
    URL_NOT_ALLOWED: withInput({ ...settings, url: 'https://10.0.0.1/' }),
    UNKNOWN_EVENT_TYPE: withInput({ ...settings, events: ['nothing.happened'] }),
    PLAN_UPGRADE_REQUIRED: async ({ app }) => ({
      input: settings,
      token: await app.createWorkspace(randomUUID(), 'FREE'),
    }),
    PLAN_LIMIT_REACHED: async ({ app, customer }) => {
      for (let count = 0; count < 10; count += 1) await customer.createWebhook(url);
      const token = await app.createWorkspace(customer.workspaceId, 'PROFESSIONAL');
      return { input: settings, token };
    },
    CONFLICT: async ({ customer }) => {
      await customer.createWebhook(url, { idempotencyKey: 'used' });
      return { input: { ...settings, name: 'other', idempotencyKey: 'used' } };
    },
  },
  updateWebhook: {
    INVALID_INPUT: ownWebhook({ name: '' }),
    URL_NOT_ALLOWED: ownWebhook({ url: 'https://10.0.0.1/' }),
    UNKNOWN_EVENT_TYPE: ownWebhook({ events: ['nothing.happened'] }),
    NOT_FOUND: foreignWebhook,
    CONFLICT: ownWebhook({ version: 99 }),
  },
  deleteWebhook: { NOT_FOUND: foreignWebhook },
  pauseWebhook: { NOT_FOUND: foreignWebhook },
  resumeWebhook: { NOT_FOUND: foreignWebhook },
  enableWebhook: { NOT_FOUND: foreignWebhook },
  endPreviousSecret: { NOT_FOUND: foreignWebhook },
  regenerateSecret: {
    INVALID_INPUT: ownWebhook({ keepPreviousForSeconds: -1 }),
    NOT_FOUND: foreignWebhook,
    CONFLICT: async ({ app, customer }) => {
      const { id: webhookId } = await customer.createWebhook(url);
      const input = { webhookId, idempotencyKey: 'used' };
      await app.ask(customer.token, RegenerateSecret, { input });
      return { input };
    },
  },
};
