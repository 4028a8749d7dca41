import { expect, test } from '@jest/globals';
import { createMachineLookUp } from '../../src/dispatcher/http/machine-look-up.ts';
import type { ResolvedAddress } from '../../src/dispatcher/http/resolved-address.ts';
import { waitUntil } from '../kit/wait-until.ts';

const address: ResolvedAddress = { address: '10.0.0.1', family: 4 };
const { signal } = new AbortController();

/** A machine that answers when it is told to. */
function createMachine() {
  const asked: string[] = [];
  const answers = new Map<string, () => void>();
  return {
    asked,
    lookUp: createMachineLookUp(
      (hostname) =>
        new Promise((resolve) => {
          asked.push(hostname);
          answers.set(hostname, () => resolve([address]));
        }),
    ),
    async answer(hostname: string) {
      await waitUntil(`${hostname} is asked for`, () => answers.has(hostname));
      answers.get(hostname)?.();
      answers.delete(hostname);
    },
  };
}

test('asks once for all who want the same name at the same time, and again later', async () => {
  const { lookUp, asked, answer } = createMachine();
  const all = Promise.all(Array.from({ length: 50 }, () => lookUp('n8n', signal)));
  await answer('n8n');
  expect(await all).toEqual(Array(50).fill([address]));
  const again = lookUp('n8n', signal);
  await answer('n8n');
  await again;
  expect(asked).toEqual(['n8n', 'n8n']);
});

test('finds another name while one gets no answer, however many ask for that', async () => {
  const { lookUp, answer, asked } = createMachine();
  const silent = Promise.all(Array.from({ length: 50 }, () => lookUp('silent', signal)));
  for (const name of ['n8n', 'grafana']) {
    const looking = lookUp(name, signal);
    await answer(name);
    expect(await looking).toEqual([address]);
  }
  await answer('silent');
  await silent;
  expect(asked).toEqual(['silent', 'n8n', 'grafana']);
});

test('asks for two names at a time, and for none that nobody waits for when its turn comes', async () => {
  const { lookUp, asked, answer } = createMachine();
  const controller = new AbortController();
  const first = [lookUp('a', signal), lookUp('b', signal)];
  const left = lookUp('c', controller.signal);
  const kept = [lookUp('d', controller.signal), lookUp('d', signal)];
  controller.abort();
  await answer('a');
  await answer('b');
  await Promise.all(first);
  await expect(left).rejects.toThrow('Nobody waits any more.');
  await answer('d');
  expect(await Promise.all(kept)).toEqual([[address], [address]]);
  expect(asked).toEqual(['a', 'b', 'd']);
});
