import type { Database, WakeUps } from '../db/index.ts';
import type { DueAnnouncer } from '../deliveries/index.ts';
import type { Clock, ErrorLog, Logger, Metrics, SecretBox } from '../kernel/index.ts';
import type { Sender } from './http/send-request.ts';

/** Dependencies and limits of a dispatcher. */
export interface DispatcherOptions {
  database: Database;
  dueAnnouncer: DueAnnouncer;
  wakeUps: WakeUps;
  sender: Sender;
  secretBox: SecretBox;
  clock: Clock;
  logger: Logger;
  errorLog: ErrorLog;
  metrics: Metrics;
  random: () => number;
  /** The most requests in flight, for all webhooks and for one. */
  concurrency: number;
  concurrencyPerWebhook: number;
  /** The workers with a dispatcher, this one included. */
  senderCount: number;
  leaseSeconds: number;
  /** Seconds before each attempt. */
  schedule: readonly number[];
  /** The version of this service, for `user-agent`. */
  version: string;
  /** The address of Stockaj's app, for the links in chat messages; null for messages without links. */
  appUrl: string | null;
}
