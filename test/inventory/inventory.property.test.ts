import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listEventTypes } from '../../src/catalogue/index.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';
import { checkTrace } from './property/check-trace.ts';
import { checkModel } from './property/model/check-model.ts';
import { followModel } from './property/model/follow-model.ts';
import { openDesk, opening, takeSteps } from './property/open-desk.ts';
import { readTrace } from './property/read-trace.ts';
import { runClients } from './property/run-clients.ts';
import { startAudit } from './property/start-audit.ts';
import { anyStep, honestStep } from './property/steps.ts';

/** Runs at the same time, each in its workspace: while one waits for a lock, another goes on. */
const laneCount = 2;
const runsOfLane = 500;
const stepsOfRun = 30;

let node: TestApp;

beforeAll(async () => {
  node = await startTestApp({ env: { ROLES: 'api' } });
  await startAudit(node.app.database);
});
afterAll(async () => node.stop());

test('clients at once leave stock, versions, low stock and events that agree with every change', async () => {
  const { app } = node;
  const story = fc.record({
    clientCount: fc.integer({ min: 3, max: 4 }),
    steps: fc.array(honestStep, { minLength: stepsOfRun, maxLength: stepsOfRun }),
  });
  const cameUp = new Set<string>();
  const run = fc.asyncProperty(story, async ({ clientCount, steps }) => {
    const desk = await openDesk(app);
    await takeSteps(desk, opening);
    const answers = await runClients(desk, steps, clientCount);
    const trace = await readTrace(app.database, desk.workspaceId);
    checkTrace(trace);
    for (const answer of answers) cameUp.add('codes' in answer ? answer.codes[0]! : 'done');
    for (const { type } of trace.events) cameUp.add(type);
  });
  // Who comes first differs from run to run: a smaller story that passes proves nothing, so no shrinking.
  const parameters = { numRuns: runsOfLane, endOnFailure: true, includeErrorInReport: true };
  await Promise.all(Array.from({ length: laneCount }, async () => fc.assert(run, parameters)));
  const types = listEventTypes().map(({ name }) => name);
  expect(cameUp).toEqual(new Set(['done', 'CONFLICT', 'NOT_FOUND', 'INVALID_INPUT', ...types]));
}, 600_000);

test('one client at a time gets the answers and the events that the model predicts', async () => {
  const { app } = node;
  const neighbour = await openDesk(app);
  const strangers = await takeSteps(neighbour, opening);
  const untouched = await readTrace(app.database, neighbour.workspaceId);
  const run = fc.asyncProperty(fc.array(anyStep, { maxLength: 40, size: 'max' }), async (steps) => {
    const desk = await openDesk(app, strangers);
    const model = await followModel(app, desk, [...opening, ...steps]);
    const trace = await readTrace(app.database, desk.workspaceId);
    checkModel(model, trace);
    checkTrace(trace);
  });
  await fc.assert(run, { numRuns: 150, includeErrorInReport: true });
  expect(await readTrace(app.database, neighbour.workspaceId)).toEqual(untouched);
}, 600_000);
