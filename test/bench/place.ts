import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts';
import type { Place } from './figure.ts';
import { findServerPid } from './process-cpu.ts';
import { startBenchReceiver } from './receiver.ts';

/** Creates a place for the callback, and removes it afterwards. */
export async function inPlace(use: (place: Place) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'stockaj-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir });
  const receiver = await startBenchReceiver();
  try {
    const serverPid = await findServerPid(postgres.url);
    await use({ databaseUrl: postgres.url, serverPid, receiver });
  } finally {
    receiver.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
