import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { createCall } from '../../docs/examples/call-api.ts';
import { mergeEdge } from '../../docs/examples/merge-edge.ts';

// `test/clients/` runs the examples against a node.

test('a plain call is repeated after a refusal, and only then', async () => {
  const refuse = await startRefusing({ code: 'RATE_LIMITED', retryAfterSeconds: 0.01 });
  const expire = await startRefusing({ code: 'UNAUTHENTICATED' });
  const fail = await startRefusing({ code: 'INTERNAL_SERVER_ERROR', isRetryable: true });
  const ask = async ({ port, server, calls }: Refusing) => {
    const call = createCall(`http://127.0.0.1:${port}/`, async () => 'a token');
    await expect(call('mutation { never }')).rejects.toThrow('no');
    server.close();
    return calls();
  };
  expect(await ask(refuse)).toBe(4);
  expect(await ask(expire)).toBe(2);
  expect(await ask(fail)).toBe(1);
});

interface Refusing {
  server: Server;
  port: number;
  calls(): number;
}

/** Starts a server that answers each call with this error. */
async function startRefusing(extensions: object): Promise<Refusing> {
  let count = 0;
  const server: Server = createServer((request, response) => {
    count += 1;
    request.resume();
    response.end(JSON.stringify({ errors: [{ message: 'no', extensions }] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port, calls: () => count };
}

describe('an update is merged into a list', () => {
  const edges = ['dlv_5', 'dlv_3'].map((id) => ({ node: { id } }));
  const merge = (id: string, isMatch = true, isWhole = false) =>
    mergeEdge(edges, { node: { id } }, { isMatch, isWhole }).map(({ node }) => node.id);

  test.each([
    ['new', merge('dlv_6'), ['dlv_6', 'dlv_5', 'dlv_3']],
    ['between two', merge('dlv_4'), ['dlv_5', 'dlv_4', 'dlv_3']],
    ['there already', merge('dlv_5'), ['dlv_5', 'dlv_3']],
    ['the last one already', merge('dlv_3'), ['dlv_5', 'dlv_3']],
    ['of a later page', merge('dlv_1'), ['dlv_5', 'dlv_3']],
    [
      'older, in a list without further pages',
      merge('dlv_1', true, true),
      ['dlv_5', 'dlv_3', 'dlv_1'],
    ],
    ['no match any more', merge('dlv_5', false), ['dlv_3']],
  ])('%s', (_case, merged, expected) => expect(merged).toEqual(expected));
});
