import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listEventTypes } from '../../src/catalogue/index.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { checkTrace } from './property/check-trace.ts';
import { checkModel } from './property/model/check-model.ts';
import { followModel } from './property/model/follow-model.ts';
import { openInventoryClient, opening, takeSteps } from './property/open-inventory-client.ts';
import { readTrace } from './property/read-trace.ts';
import { runClients } from './property/run-clients.ts';
import { startAudit } from './property/start-audit.ts';
import { anyStep, validStep } from './property/steps.ts';

/** Parallel runs, each in its own workspace: while one waits for a lock, the other continues. */
const workerCount = 2;
const runsPerWorker = 200;
const stepsPerRun = 30;

let node: TestApp;

beforeAll(async () => {
  node = await startTestApp({ env: { ROLES: 'api' } });
  await startAudit(node.app.database);
});
afterAll(async () => node.stop());

test('concurrent clients leave stock, versions and events that agree with every change', async () => {
  const { app } = node;
  const scenario = fc.record({
    clientCount: fc.integer({ min: 3, max: 4 }),
    steps: fc.array(validStep, { minLength: stepsPerRun, maxLength: stepsPerRun }),
  });
  const cameUp = new Set<string>();
  const run = fc.asyncProperty(scenario, async ({ clientCount, steps }) => {
    const client = await openInventoryClient(app);
    await takeSteps(client, opening);
    const answers = await runClients(client, steps, clientCount);
    const trace = await readTrace(app.database, client.workspaceId);
    checkTrace(trace);
    for (const answer of answers) cameUp.add('codes' in answer ? answer.codes[0]! : 'done');
    for (const { type } of trace.events) cameUp.add(type);
  });
  // No shrinking: the order of calls differs between runs, so a smaller case that passes proves nothing.
  const parameters = { numRuns: runsPerWorker, endOnFailure: true, includeErrorInReport: true };
  await Promise.all(Array.from({ length: workerCount }, async () => fc.assert(run, parameters)));
  const types = listEventTypes().map(({ name }) => name);
  expect(cameUp).toEqual(new Set(['done', 'CONFLICT', 'NOT_FOUND', 'INVALID_INPUT', ...types]));
}, 600_000);

test('a single client gets the answers and events predicted by the model', async () => {
  const { app } = node;
  const neighbour = await openInventoryClient(app);
  const foreignIds = await takeSteps(neighbour, opening);
  const untouched = await readTrace(app.database, neighbour.workspaceId);
  const run = fc.asyncProperty(fc.array(anyStep, { maxLength: 40, size: 'max' }), async (steps) => {
    const client = await openInventoryClient(app, foreignIds);
    const model = await followModel(app, client, [...opening, ...steps]);
    const trace = await readTrace(app.database, client.workspaceId);
    checkModel(model, trace);
    checkTrace(trace);
  });
  await fc.assert(run, { numRuns: 80, includeErrorInReport: true });
  expect(await readTrace(app.database, neighbour.workspaceId)).toEqual(untouched);
}, 600_000);
