import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.ts';

// A separate process for tests that kill it. Starts a server on the folder in the first argument
// (ephemeral if there is a second one), prints its URL and runs until its input ends.
const [dataDir = '', ephemeral] = process.argv.slice(2);
const server = await startEmbeddedPostgres({ dataDir, ephemeral: ephemeral !== undefined });
process.stdout.write(`${server.url}\n`);
process.stdin.resume();
process.stdin.once('end', () => void server.stop());
