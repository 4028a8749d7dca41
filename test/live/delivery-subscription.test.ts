import { expect, test } from '@jest/globals';
import { readCriteria } from '../../src/deliveries/index.ts';
import { createInterest } from '../../src/live/delivery-interest.ts';
import { chooseContinued, listMessages } from '../../src/live/delivery-subscription.ts';
import { createSignal } from '../../src/live/live-update.ts';

const messages = {
  startOf: () => createSignal('now', 'start'),
  movedOf: (workspaceId: string) => createSignal(workspaceId),
  listFor: () => [],
  listMissed: () => [createSignal('missed')],
};
const after = { epoch: 'e', snapshot: '1:1:', sent: null };

function createSubscriber(workspaceId: string, isWelcomed: boolean, quietMs: number) {
  const interest = { interest: createInterest(workspaceId, readCriteria({})), after };
  const queue = undefined as never; // these functions only choose messages
  return { interest, queue, isWelcomed, toldAtMs: performance.now() - quietMs };
}

test('a subscriber without updates gets a fresh cursor after 30 seconds', () => {
  const none = new Set<never>();
  expect(listMessages(createSubscriber('a', true, 20_000), none, messages)).toEqual([]);
  const quiet = createSubscriber('a', true, 30_001);
  expect(listMessages(quiet, none, messages)).toEqual([messages.movedOf('a')]);
});

test('one read serves the continuing subscribers of 20 workspaces, and the others wait', () => {
  const subscribers = Array.from({ length: 50 }, (_, n) =>
    createSubscriber(`workspace-${n % 25}`, false, 0),
  );
  const chosen = chooseContinued(subscribers);
  expect(new Set([...chosen].map(({ interest }) => interest.workspaceId)).size).toBe(20);
  const lists = subscribers.map((one) => listMessages(one, chosen, messages));
  expect(lists.filter((list) => list === null)).toHaveLength(10);
});
