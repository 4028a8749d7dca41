import { ConfigError, loadConfig, loadDatabaseUrl } from '../config/config.ts';
import { openDatabase } from '../db/index.ts';
import { entities } from '../entities.ts';
import { encodeId, IdPrefix } from '../kernel/index.ts';
import { resealSecrets } from '../webhooks/index.ts';

/** `npm run reseal-secrets`: encrypts the secrets of all webhooks with the first of SECRET_KEYS. */
async function main(): Promise<void> {
  const url = loadDatabaseUrl();
  const { secretKeys, databaseListenUrl, databasePrepare } = loadConfig();
  const database = await openDatabase({
    url,
    isPooled: databaseListenUrl !== null,
    isPreparing: databasePrepare,
    entities,
    connectionsMax: 1,
    onWarning: () => undefined,
  });
  try {
    const { count, left } = await resealSecrets(database.em.fork(), secretKeys);
    console.log(`Webhooks whose secrets are now encrypted with ${secretKeys[0]?.id}: ${count}`);
    if (left.length > 0) throw new Error(explain(left));
  } finally {
    await database.close();
  }
}

const namedMax = 10;

function explain(left: readonly string[]): string {
  const ids = left.slice(0, namedMax).map((id) => encodeId(IdPrefix.webhook, id));
  const more = left.length > namedMax ? ', …' : '';
  return (
    `Webhooks that still need another key: ${left.length} (${ids.join(', ')}${more}). Either SECRET_KEYS ` +
    'lacks the key that their secrets are encrypted with, or a node still encrypts with an older one.'
  );
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  console.error(error instanceof ConfigError ? message : `Not finished: ${message}`);
  process.exitCode = 1;
});
