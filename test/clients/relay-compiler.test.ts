import { expect, test } from '@jest/globals';
import { compileRelay, findCompilerProblem } from './kit/relay-compiler.ts';
import { readRelaySources } from './kit/relay-sources.ts';

const problem = await findCompilerProblem();
if (problem !== null) process.stderr.write(`Relay's compiler is not tried: ${problem}\n`);

/** The names of the handlers that an operation needs in the store. */
function listHandles(value: unknown): string[] {
  const text = JSON.stringify(value);
  return Array.from(text.matchAll(/"handle":"(\w+)"/g), ([, handle]) => handle!);
}

test("Relay's compiler takes every example, and lists, pages and mutations as Relay knows them", async () => {
  if (problem !== null) return;
  const { operation, fragment } = await compileRelay(await readRelaySources());
  expect(fragment('relayLog_deliveries').metadata).toMatchObject({
    connection: [{ direction: 'forward', path: ['deliveries'] }],
    refetch: { operation: operation('relayLogPageQuery') },
  });
  expect(listHandles(operation('relayLogQuery').operation)).toEqual(['connection']);
  expect(listHandles(operation('relayLogCreateMutation').operation)).toEqual(['prependNode']);
  expect(listHandles(operation('relayLogDeleteMutation').operation)).toEqual(['deleteEdge']);
  expect(operation('relayLogUpdatesSubscription').params.operationKind).toBe('subscription');
  expect(operation('CreateWebhookMutation').params.text).toContain('secret');
});

test('it refuses a document with a field that the schema lacks', async () => {
  if (problem !== null) return;
  const { relayLog } = await readRelaySources();
  const compiling = compileRelay({ relayLog: relayLog!.replace('responseStatus', 'nonsense') });
  await expect(compiling).rejects.toThrow('nonsense');
});
