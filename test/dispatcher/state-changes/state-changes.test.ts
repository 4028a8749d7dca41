import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDrafts } from '../../kit/customer.ts';
import { GetWebhook, ResumeWebhook } from '../../kit/documents.ts';
import { createFakeClock } from '../../kit/fake-clock.ts';
import { startReceiver, type Receiver } from '../../kit/receiver.ts';
import { setUpNode } from '../../kit/node-fixture.ts';
import { changes, type ChangeName } from './changes.ts';
import { situations, type SituationName } from './situations.ts';
import { setStage, type Stage } from './stage.ts';
import { inviteStrangers, type Strangers } from './strangers.ts';
import { tellStory } from './tell-story.ts';

const inFlightMax = { process: 5, webhook: 2 };
const clock = createFakeClock();
const fixture = setUpNode({
  env: {
    DELIVERY_CONCURRENCY: String(inFlightMax.process),
    DELIVERY_PER_WEBHOOK: String(inFlightMax.webhook),
    RETRY_SCHEDULE: '0,600,600',
  },
  options: { clock },
});
let strangers: Strangers;
/** The receiver of the new URL. */
let moved: Receiver;
beforeAll(async () => {
  strangers = await inviteStrangers(fixture.app, inFlightMax);
  moved = await startReceiver();
});
afterAll(async () => {
  await strangers.stop();
  await moved.stop();
});

type Stories = Record<SituationName, string>;

/** Stories of deliveries that are sent; requests after the change differ by `how`. */
function isSent(how = ''): Stories {
  return {
    'being published': `200${how}, SUCCEEDED`,
    'queued, no slot of its webhook': `200${how}, SUCCEEDED`,
    'queued, no slot of the node': `200${how}, SUCCEEDED`,
    'in flight and about to succeed': '200, SUCCEEDED',
    'in flight and about to fail': `500, 200${how}, SUCCEEDED`,
    'waiting for its retry': `500, 200${how}, SUCCEEDED`,
    'leased by a node that died': `unknown, 200${how}, SUCCEEDED`,
  };
}

/** Stories of deliveries that get no request after the change; requests in flight are still recorded. */
function isHeldBack(standing: string): Stories {
  return {
    'being published': standing,
    'queued, no slot of its webhook': standing,
    'queued, no slot of the node': standing,
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

/** Sets up the situation, makes the change, and lets everything continue. */
async function play(change: ChangeName, situation: SituationName) {
  const stage = await setStage(fixture);
  const { deliveryId, goOn } = await situations[situation](stage, strangers);
  const { secret = null } = await changes[change](stage, moved);
  clock.advance(1_000); // settings read before the change may not be used any more
  stage.receiver.answer(200);
  await goOn();
  stage.clear();
  const marks = { newUrl: moved.url, oldSecret: stage.webhook.secret, newSecret: secret };
  /** Returns the story of the delivery so far. */
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
      await fixture.letTurnsPass();
      expect(await tell()).toBe(story);
      const input = { webhookId: stage.webhook.id };
      await fixture.app.ask(stage.customer.token, ResumeWebhook, { input });
      await stage.waitForEnd(deliveryId);
      expect(await tell()).toBe(resumed[situation as SituationName]);
    },
  );
});

describe('an event that is published in a transaction', () => {
  /** Publishes while the webhook is `before`, and makes the change before the commit. */
  async function publishAcross(before: ChangeName, change: ChangeName): Promise<Stage> {
    const stage = await setStage(fixture);
    const { app, customer } = fixture;
    await changes[before](stage, moved);
    await app.app.database.em.fork().transactional(async (em) => {
      await app.app.publishEvents(em, customer.workspaceId, createDrafts(1));
      await changes[change](stage, moved);
    });
    stage.clear();
    return stage;
  }

  test('is sent if its PAUSED webhook is resumed before the commit', async () => {
    const { customer, receiver } = await publishAcross('pause', 'resume');
    expect(await customer.waitForLog(2)).toMatchObject(Array(2).fill({ status: 'SUCCEEDED' }));
    expect(receiver.requests).toHaveLength(2);
  });

  test.each([
    ['suspend', 'a larger plan'],
    ['disable', 'enable'],
    ['delete', 'a larger plan'],
  ] as const)(
    'makes no delivery after %s, even if %s follows before the commit',
    async (before, change) => {
      const { customer, receiver } = await publishAcross(before, change);
      await fixture.letTurnsPass();
      expect(await customer.log()).toHaveLength(1);
      expect(receiver.requests).toHaveLength(1);
    },
  );
});

describe('a response from the old URL after the webhook has moved', () => {
  test.each([
    ['410', 410],
    ['Retry-After', { status: 503, headers: { 'retry-after': '3600' } }],
  ] as const)(
    'with %s is recorded, and does not stop deliveries to the new URL',
    async (_, answer) => {
      const stage = await setStage(fixture);
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
    },
  );
});
