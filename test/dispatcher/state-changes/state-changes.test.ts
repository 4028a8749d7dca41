import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDrafts } from '../../kit/customer.ts';
import { GetWebhook, ResumeWebhook } from '../../kit/documents.ts';
import { createFakeClock } from '../../kit/fake-clock.ts';
import { startReceiver, type Receiver } from '../../kit/receiver.ts';
import { setScene } from '../../kit/scene.ts';
import { changes, type ChangeName } from './changes.ts';
import { situations, type SituationName } from './situations.ts';
import { setStage, type Stage } from './stage.ts';
import { inviteStrangers, type Strangers } from './strangers.ts';
import { tellStory } from './tell-story.ts';

const inFlightMax = { process: 5, webhook: 2 };
const clock = createFakeClock();
const scene = setScene({
  env: {
    DELIVERY_CONCURRENCY: String(inFlightMax.process),
    DELIVERY_PER_WEBHOOK: String(inFlightMax.webhook),
    RETRY_SCHEDULE: '0,600,600',
  },
  options: { clock },
});
let strangers: Strangers;
/** Where a webhook moves to. */
let moved: Receiver;
beforeAll(async () => {
  strangers = await inviteStrangers(scene.app, inFlightMax);
  moved = await startReceiver();
});
afterAll(async () => {
  await strangers.stop();
  await moved.stop();
});

type Stories = Record<SituationName, string>;

/** It is sent as ever; what follows the change shows what was changed. */
function isSent(how = ''): Stories {
  return {
    'being published': `200${how}, SUCCEEDED`,
    'waiting in memory': `200${how}, SUCCEEDED`,
    'leased but not started': `200${how}, SUCCEEDED`,
    'in flight and about to succeed': '200, SUCCEEDED',
    'in flight and about to fail': `500, 200${how}, SUCCEEDED`,
    'waiting for its retry': `500, 200${how}, SUCCEEDED`,
    'leased by a node that died': `unknown, 200${how}, SUCCEEDED`,
  };
}

/** No request follows, and it stands so: what was in flight is recorded. */
function isHeldBack(standing: string): Stories {
  return {
    'being published': standing,
    'waiting in memory': standing,
    'leased but not started': standing,
    'in flight and about to succeed': '200, SUCCEEDED',
    'in flight and about to fail': `500, ${standing}`,
    'waiting for its retry': `500, ${standing}`,
    'leased by a node that died': `unknown, ${standing}`,
  };
}

const table: Record<ChangeName, Stories> = {
  pause: isHeldBack('PENDING'),
  resume: isSent(),
  disable: isHeldBack('WEBHOOK_DISABLED'),
  enable: isSent(),
  suspend: isHeldBack('WEBHOOK_SUSPENDED'),
  'a larger plan': isSent(),
  delete: isHeldBack('WEBHOOK_DELETED'),
  'a new URL': isSent(' at the new URL'),
  'a new secret': isSent(' by the new secret'),
  'a new secret beside the old one': isSent(' by both secrets'),
};

/** Brings about the situation and then the change, and lets everything go on. */
async function play(change: ChangeName, situation: SituationName) {
  const stage = await setStage(scene);
  const { deliveryId, goOn } = await situations[situation](stage, strangers);
  const { secret = null } = await changes[change](stage, moved);
  clock.advance(1_000); // what was read of the webhook before may not be used any more
  stage.receiver.answer(200);
  await goOn();
  stage.clear();
  const marks = { newUrl: moved.url, oldSecret: stage.webhook.secret, newSecret: secret };
  /** What has become of the delivery by now. */
  const tell = async () => {
    const delivery = await stage.customer.delivery(deliveryId);
    return tellStory(delivery, [...stage.receiver.requests, ...moved.requests], marks);
  };
  return { stage, deliveryId, tell };
}

const otherChanges = Object.keys(table).filter((change) => change !== 'pause') as ChangeName[];

describe.each(otherChanges)('%s', (change) => {
  test.each(Object.entries(table[change]))(
    'while a delivery is %s: %s',
    async (situation, story) => {
      const { stage, deliveryId, tell } = await play(change, situation as SituationName);
      await stage.waitForEnd(deliveryId);
      expect(await tell()).toBe(story);
      const ofOther = change === 'disable' ? 'RECEIVER_GONE' : 'SUCCEEDED';
      expect(await stage.waitForEnd(stage.otherId)).toBe(ofOther);
    },
  );
});

describe('pause', () => {
  const resumed = isSent();

  test.each(Object.entries(table.pause))(
    'while a delivery is %s: %s, until it is resumed',
    async (situation, story) => {
      const { stage, deliveryId, tell } = await play('pause', situation as SituationName);
      await scene.letTurnsPass();
      expect(await tell()).toBe(story);
      const input = { webhookId: stage.webhook.id };
      await scene.app.ask(stage.customer.token, ResumeWebhook, { input });
      await stage.waitForEnd(deliveryId);
      expect(await tell()).toBe(resumed[situation as SituationName]);
    },
  );
});

describe('an event that is published in a transaction', () => {
  /** Publishes while the webhook is `before`, and makes the change before the commit. */
  async function publishAcross(before: ChangeName, change: ChangeName): Promise<Stage> {
    const stage = await setStage(scene);
    const { app, customer } = scene;
    await changes[before](stage, moved);
    await app.app.database.em.fork().transactional(async (em) => {
      await app.app.publishEvents(em, customer.workspaceId, createDrafts(1));
      await changes[change](stage, moved);
    });
    stage.clear();
    return stage;
  }

  test('waits for a PAUSED webhook, and is sent when that was resumed before the commit', async () => {
    const { customer, receiver } = await publishAcross('pause', 'resume');
    expect(await customer.waitForLog(2)).toMatchObject(Array(2).fill({ status: 'SUCCEEDED' }));
    expect(receiver.requests).toHaveLength(2);
  });

  test.each([
    ['suspend', 'a larger plan'],
    ['disable', 'enable'],
    ['delete', 'a larger plan'],
  ] as const)(
    'makes no delivery after %s, not even when %s follows before the commit',
    async (before, change) => {
      const { customer, receiver } = await publishAcross(before, change);
      await scene.letTurnsPass();
      expect(await customer.log()).toHaveLength(1);
      expect(receiver.requests).toHaveLength(1);
    },
  );
});

describe('what the receiver at the old URL answers after the webhook has moved', () => {
  test.each([
    ['410', 410],
    ['Retry-After', { status: 503, headers: { 'retry-after': '3600' } }],
  ] as const)('%s is recorded, and does not stop what goes to the new one', async (_, answer) => {
    const stage = await setStage(scene);
    const { app, customer } = stage;
    await changes['a new URL'](stage, moved);
    clock.advance(1_000);
    stage.held.release(answer);
    await stage.waitForAttempts(stage.otherId, 1);
    const { webhook } = await app.ask(customer.token, GetWebhook, { id: stage.webhook.id });
    expect(webhook?.status).toBe('ACTIVE');
    const next = await stage.publish();
    expect(await stage.waitForEnd(next)).toBe('SUCCEEDED');
    expect(await customer.delivery(next)).toMatchObject({ attempts: [{ url: moved.url }] });
  });
});
