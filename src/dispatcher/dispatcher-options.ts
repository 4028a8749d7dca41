import type { Database, WakeUps } from '../db/index.ts';
import type { HandOff } from '../deliveries/index.ts';
import type { Clock, ErrorLog, Logger, Metrics, SecretBox } from '../kernel/index.ts';
import type { Sender } from './http/send-request.ts';

/** The parts and limits that a dispatcher is made from. */
export interface DispatcherOptions {
  database: Database;
  handOff: HandOff;
  wakeUps: WakeUps;
  sender: Sender;
  secretBox: SecretBox;
  clock: Clock;
  logger: Logger;
  errorLog: ErrorLog;
  metrics: Metrics;
  random: () => number;
  /** Requests in flight at once, of all webhooks and of one. */
  concurrency: number;
  concurrencyPerWebhook: number;
  /** The most bytes that a body may have. */
  bodyBytesMax: number;
  leaseSeconds: number;
  /** Seconds before each attempt. */
  schedule: readonly number[];
  /** The version of this service, for `user-agent`. */
  version: string;
}
