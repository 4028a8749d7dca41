import { ConfigError, loadDatabaseUrl } from '../config/config.ts';
import { migrate } from '../db/index.ts';

/** `npm run migrate`: migrates the database of DATABASE_URL and lists the migrations. */
async function main(): Promise<void> {
  const names = await migrate(loadDatabaseUrl(), (why) => console.error(why));
  if (names === null) {
    throw new Error('The role of DATABASE_URL may not make or change the tables: use their owner.');
  }
  for (const name of names) console.log(`migrated: ${name}`);
  console.log('The database is up to date.');
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  console.error(error instanceof ConfigError ? message : `Cannot migrate: ${message}`);
  process.exitCode = 1;
});
