import { expect, test } from '@jest/globals';
import { createMachineLookUp } from '../../../src/dispatcher/http/machine-look-up.ts';
import type { ResolvedAddress } from '../../../src/dispatcher/http/resolved-address.ts';
import { waitUntil } from '../../kit/wait-until.ts';

const address: ResolvedAddress = { address: '10.0.0.1', family: 4 };
const { signal } = new AbortController();

/** A machine whose look-ups wait until the test answers them. */
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

test('callers with the same name share one look-up, and a later caller gets a new one', async () => {
  const { lookUp, asked, answer } = createMachine();
  const all = Promise.all(Array.from({ length: 50 }, () => lookUp('n8n', signal)));
  await answer('n8n');
  expect(await all).toEqual(Array(50).fill([address]));
  const again = lookUp('n8n', signal);
  await answer('n8n');
  await again;
  expect(asked).toEqual(['n8n', 'n8n']);
});

test('a name without an answer does not block another, however many callers wait for it', async () => {
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

test('two names are looked up at a time, and none whose callers have all aborted', async () => {
  const { lookUp, asked, answer } = createMachine();
  const controller = new AbortController();
  const first = [lookUp('a', signal), lookUp('b', signal)];
  const left = lookUp('c', controller.signal);
  const kept = [lookUp('d', controller.signal), lookUp('d', signal)];
  controller.abort();
  await answer('a');
  await answer('b');
  await Promise.all(first);
  await expect(left).rejects.toThrow('The look-up was aborted.');
  await answer('d');
  expect(await Promise.all(kept)).toEqual([[address], [address]]);
  expect(asked).toEqual(['a', 'b', 'd']);
});
