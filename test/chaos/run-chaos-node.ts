import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { startApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config/config.ts';
import { loadKeys } from '../../src/config/keys.ts';
import { testAuthority } from '../kit/receiver.ts';
import { createReaper } from './node/die-at-point.ts';
import { publishInNode } from './node/publish-in-node.ts';
import { openReport } from './node/report.ts';
import type { Answer, Order, ProcessSetup } from './node/setup.ts';
import { watchRequests } from './node/watch-requests.ts';
import { watchStatements } from './node/watch-statements.ts';
import { createLogger } from '../../src/kernel/index.ts';

/*
 * A complete node in its own process, with its driver and HTTP client watched. It starts when its
 * parent says so, perhaps long after loading its code, and can be told where to die. When the parent
 * exits, it ends. SIGTERM stops it gracefully, as in production.
 */
const { name, reportPath } = JSON.parse(process.argv[2] ?? '{}') as ProcessSetup;
const report = openReport(reportPath);
const reaper = createReaper(report);
const publishing = new AbortController();
watchRequests(report, reaper);
watchStatements(reaper);
process.on('disconnect', () => process.exit(1));
process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole group: the parent ends the nodes

flushCompileCache(); // for later nodes: most nodes are killed and never flush it

const [start] = (await once(process, 'message')) as [Extract<Order, { kind: 'start' }>];
const { databaseUrl, env, workspaceIds } = start.setup;

/** Copies each line into the reports, in order. */
const logger = createLogger('debug', {
  write(line: string) {
    const { msg, deliveries } = JSON.parse(line) as { msg: string; deliveries?: string[] };
    report({ kind: 'log', msg, ...(deliveries && { deliveries }) });
    process.stdout.write(line);
  },
});

const config = loadConfig({ PORT: '0', DATABASE_URL: databaseUrl, ...env });
const app = await startApp({
  config,
  keys: await loadKeys(config),
  databaseUrl,
  logger,
  resolve: () => Promise.resolve({ addresses: [{ address: '127.0.0.1', family: 4 }] }),
  ca: testAuthority,
});
let stopping: Promise<void> | undefined;
// Not `once`: a second signal would end the process at once.
process.on('SIGTERM', () => {
  stopping ??= app.stop().then(() => process.exit(0));
});
process.on('message', (order: Order) => {
  if (order.kind === 'publish') void publish();
  if (order.kind === 'publish no more') publishing.abort();
  if (order.kind === 'die') reaper.order(order.at);
});
answer({ kind: 'ready', url: config.roles.has('api') ? app.url : null });

async function publish(): Promise<void> {
  await publishInNode(app, name, workspaceIds, report, publishing.signal);
  answer({ kind: 'quiet' });
}

function answer(message: Answer): void {
  process.send?.(message);
}
