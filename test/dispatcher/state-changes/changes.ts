import { IdPrefix } from '../../../src/kernel/index.ts';
import { recordHealth } from '../../../src/webhooks/index.ts';
import {
  DeleteWebhook,
  EnableWebhook,
  PauseWebhook,
  RegenerateSecret,
  ResumeWebhook,
  UpdateWebhook,
} from '../../kit/documents.ts';
import type { Receiver } from '../../kit/receiver.ts';
import { isOf, toUuid, type Stage } from './stage.ts';

/** The result of a change. */
export interface Changed {
  /** The new secret, if there is one. */
  secret?: string | null;
}

/** Changes the stage's webhook. `moved` is the receiver of the new URL. */
export type Change = (stage: Stage, moved: Receiver) => Promise<Changed>;

async function pause({ app, customer, webhook }: Stage): Promise<Changed> {
  await app.ask(customer.token, PauseWebhook, { input: { webhookId: webhook.id } });
  return {};
}

/** Pauses the webhook first. */
async function resume(stage: Stage): Promise<Changed> {
  await pause(stage);
  const input = { webhookId: stage.webhook.id };
  await stage.app.ask(stage.customer.token, ResumeWebhook, { input });
  return {};
}

/** Disables the webhook with a 410 for the other delivery. */
async function disable(stage: Stage): Promise<Changed> {
  stage.held.release(410, isOf(stage.otherId));
  await stage.waitForEnd(stage.otherId);
  return {};
}

/** First disables the webhook, by a 410 that another node records. */
async function enable({ app, customer, webhook, receiver }: Stage): Promise<Changed> {
  const report = {
    webhookId: toUuid(IdPrefix.webhook, webhook.id),
    url: receiver.url,
    hasSucceeded: false,
    hasFailed: true,
    isGone: true,
    errorCode: null,
    hasExhausted: false,
    coolDownMs: null,
    probe: null,
  };
  await app.app.database.em.fork().transactional((em) => recordHealth(em, [report], new Date()));
  await app.ask(customer.token, EnableWebhook, { input: { webhookId: webhook.id } });
  return {};
}

async function suspend({ app, customer }: Stage): Promise<Changed> {
  await app.createWorkspace(customer.workspaceId, 'FREE');
  return {};
}

/** Suspends the webhook first. */
async function bringBack(stage: Stage): Promise<Changed> {
  await suspend(stage);
  await stage.app.createWorkspace(stage.customer.workspaceId, 'ENTERPRISE');
  return {};
}

async function remove({ app, customer, webhook }: Stage): Promise<Changed> {
  await app.ask(customer.token, DeleteWebhook, { input: { webhookId: webhook.id } });
  return {};
}

async function move({ app, customer, webhook }: Stage, moved: Receiver): Promise<Changed> {
  const input = { webhookId: webhook.id, url: moved.url };
  await app.ask(customer.token, UpdateWebhook, { input });
  return {};
}

async function changeSecret(stage: Stage, keepPreviousForSeconds: number): Promise<Changed> {
  const { app, customer, webhook } = stage;
  const input = { webhookId: webhook.id, keepPreviousForSeconds };
  const { regenerateSecret } = await app.ask(customer.token, RegenerateSecret, { input });
  return { secret: regenerateSecret.secret };
}

/** All changes, by their names in test titles. */
export const changes = {
  pause,
  resume,
  disable,
  enable,
  suspend,
  'a larger plan': bringBack,
  delete: remove,
  'a new URL': move,
  'a new secret': (stage: Stage) => changeSecret(stage, 0),
  'a new secret beside the old one': (stage: Stage) => changeSecret(stage, 3_600),
} satisfies Record<string, Change>;
export type ChangeName = keyof typeof changes;
