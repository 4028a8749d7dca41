import type { ResultOf } from '@graphql-typed-document-node/core';
import type { TestApp } from '../../../kit/app.ts';
import {
  CancelRecovery,
  GetRecovery,
  RecoverDeliveries,
  type RecoveryFields,
} from '../../../kit/documents.ts';
import type { DeliveryFilter } from '../../../kit/graphql/graphql.ts';
import { waitUntil } from '../../../kit/wait-until.ts';

export type ShownRecovery = ResultOf<typeof RecoveryFields>;

/** Long before the log begins. */
export const longAgo = '2025-01-01T00:00:00.000Z';

/** Starts a recovery, of everything that failed unless the filter says otherwise. */
export async function recover(app: TestApp, token: string, filter: DeliveryFilter = {}) {
  const input = { filter: { createdAfter: longAgo, ...filter } };
  const { recoverDeliveries } = await app.ask(token, RecoverDeliveries, { input });
  if (!recoverDeliveries.recovery) throw new Error(JSON.stringify(recoverDeliveries.userErrors));
  return recoverDeliveries.recovery;
}

/** Asks for a dry run, of everything that failed unless the filter says otherwise. */
export async function preview(app: TestApp, token: string, filter: DeliveryFilter = {}) {
  const input = { filter: { createdAfter: longAgo, ...filter }, dryRun: true };
  return (await app.ask(token, RecoverDeliveries, { input })).recoverDeliveries;
}

export async function cancel(app: TestApp, token: string, recoveryId: string) {
  return (await app.ask(token, CancelRecovery, { input: { recoveryId } })).cancelRecovery;
}

export async function readRecovery(app: TestApp, token: string, id: string) {
  const { recovery } = await app.ask(token, GetRecovery, { id });
  if (!recovery) throw new Error(`There is no recovery ${id}.`);
  return recovery;
}

/** Resolves with the recovery when it has SUCCEEDED. */
export async function waitForRecovery(
  app: TestApp,
  token: string,
  id: string,
): Promise<ShownRecovery> {
  let found: ShownRecovery | undefined;
  await waitUntil('the recovery has ended', async () => {
    found = await readRecovery(app, token, id);
    return found.status !== 'RUNNING';
  });
  return found!;
}

/** Recovers, and waits for the end. */
export async function recoverAll(app: TestApp, token: string, filter: DeliveryFilter = {}) {
  return waitForRecovery(app, token, (await recover(app, token, filter)).id);
}
