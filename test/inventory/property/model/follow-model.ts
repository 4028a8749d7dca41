import type { App } from '../../../../src/app.ts';
import { sql } from '../../../../src/db/index.ts';
import type { Call } from '../call.ts';
import type { InventoryClient } from '../inventory-client.ts';
import { expectSame } from '../expect-same.ts';
import { emptyModel, type Model } from './model.ts';
import { predict } from './predict.ts';

/**
 * Runs the steps one after the other and compares each result with the model's prediction.
 *
 * @returns the model after the last step
 * @throws Error with the call and both results at the first difference
 */
export async function followModel(
  app: App,
  client: InventoryClient,
  steps: readonly Call[],
): Promise<Model> {
  const seen = new Set<string>();
  let model = emptyModel;
  for (const step of steps) {
    const call = client.resolve(step);
    const prediction = predict(model, call);
    const answer = await client.ask(call);
    const events = await readNewEvents(app, client.workspaceId, seen);
    const codes = 'codes' in answer ? [...new Set(answer.codes)] : [];
    expectSame(
      { call, codes, events },
      prediction.code === null
        ? { call, codes: [], events: prediction.events.toSorted() }
        : { call, codes: [prediction.code], events: [] },
    );
    if (prediction.code === null) model = prediction.next('id' in answer ? (answer.id ?? '') : '');
  }
  return model;
}

/** Types of the new events, sorted, because their order is not guaranteed. */
async function readNewEvents(app: App, workspaceId: string, seen: Set<string>): Promise<string[]> {
  const { rows } = await sql<{ id: string; type: string }>`
    select id, type from events where workspace_id = ${workspaceId}
  `.execute(app.database.em.fork().getKysely());
  const fresh = rows.filter(({ id }) => !seen.has(id));
  for (const { id } of fresh) seen.add(id);
  return fresh.map(({ type }) => type).sort();
}
