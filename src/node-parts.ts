import { createEventValidator } from './catalogue/index.ts';
import type { Config } from './config/config.ts';
import type { Keys } from './config/keys.ts';
import { createWakeUps, type Database, type WakeUps } from './db/index.ts';
import { createDueAnnouncer, type DueAnnouncer } from './deliveries/index.ts';
import type { Resolve } from './dispatcher/index.ts';
import {
  createPublishEvents,
  createRecoverer,
  createRecoveryFeed,
  type PublishEvents,
  type Recoverer,
  type RecoveryFeed,
} from './events/index.ts';
import type { GraphqlServerOptions } from './graphql/index.ts';
import {
  createSecretBox,
  systemClock,
  type Clock,
  type ErrorLog,
  type Logger,
  type Metrics,
  type SecretBox,
} from './kernel/index.ts';
import { createLiveFeed, type LiveFeed } from './live/index.ts';
import type { PageFolders } from './process/find-pages.ts';
import { findSessionUrl } from './process/node-database.ts';
import { createWorkspaceRemoval, type WorkspaceRemoval } from './retention/index.ts';
import { createNetworkPolicy, type NetworkPolicy } from './webhooks/index.ts';

/** Everything a node is made from. */
export interface AppOptions extends PageFolders {
  config: Config;
  keys: Keys;
  databaseUrl: string;
  logger: Logger;
  clock?: Clock;
  /** Looks up the addresses of host names; by DNS when left out. */
  resolve?: Resolve;
  /** Certificate authorities accepted for receivers besides the public ones, PEM. */
  ca?: string;
  /** Limits of the API that replace the defaults. */
  limits?: GraphqlServerOptions['limits'];
  /** Set when the node is one of several workers: the first process has migrated the database and serves METRICS_PORT. */
  worker?: { number: number; readAllMetrics: () => Promise<string> };
}

/** The options of a node, and what is made before its database is opened. */
export interface NodeOptions extends AppOptions {
  errorLog: ErrorLog;
  metrics: Metrics;
}

/** Parts that several others need. */
export interface Parts extends NodeOptions {
  clock: Clock;
  database: Database;
  wakeUps: WakeUps;
  dueAnnouncer: DueAnnouncer;
  policy: NetworkPolicy;
  secretBox: SecretBox;
  publishEvents: PublishEvents;
  liveFeed: LiveFeed;
  workspaceRemoval: WorkspaceRemoval;
  recoverer: Recoverer;
  recoveryFeed: RecoveryFeed;
}

/** Creates the parts. Those that work in the background wait for their start. */
export function createParts(options: NodeOptions, database: Database): Parts {
  const { config, keys, errorLog, metrics, clock = systemClock } = options;
  const wakeUps = createWakeUps({ url: findSessionUrl(options), errorLog });
  const dueAnnouncer = createDueAnnouncer(wakeUps);
  return {
    ...options,
    clock,
    database,
    wakeUps,
    dueAnnouncer,
    policy: createNetworkPolicy({
      allowNetworks: config.deliveryAllowNetworks,
      denyNetworks: config.deliveryDenyNetworks,
      allowHosts: config.deliveryAllowHosts,
      chatHosts: config.deliveryChatHosts,
      allowHttp: config.deliveryAllowHttp,
    }),
    secretBox: createSecretBox(keys.secretKeys),
    publishEvents: createPublishEvents({
      validator: createEventValidator(),
      dueAnnouncer,
      clock,
      metrics,
    }),
    liveFeed: createLiveFeed({ database, wakeUps, errorLog, metrics }),
    workspaceRemoval: createWorkspaceRemoval({ database, wakeUps, errorLog }),
    recoverer: createRecoverer({ database, wakeUps, errorLog }),
    recoveryFeed: createRecoveryFeed({ database, errorLog }),
  };
}
