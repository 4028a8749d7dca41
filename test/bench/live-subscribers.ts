import { fork } from 'node:child_process';
import { once } from 'node:events';

/** The subscriptions to open. */
export interface SubscribeOrder {
  /** URL of the API. */
  url: string;
  /** One token for each workspace. */
  tokens: string[];
  subscribersPerToken: number;
  /** At most as many as the service accepts. */
  subscriptionsPerSocket: number;
  /** Whether to measure how old each update is when it arrives: the time since the delivery's `completedAt`. */
  measuresLag: boolean;
}

/** Counts of the subscribers since their start. */
export interface SubscriberReport {
  /** First messages included. */
  messageCount: number;
  /** CPU of their process in microseconds. */
  cpuUs: number;
  /** Percentiles of the lags in milliseconds since the last report, if they are measured and there were any. */
  lag: { p50: number; p95: number; p99: number; max: number } | null;
}

/** Subscribers in their own process, so that they do not slow the measured one. */
export interface LiveSubscribers {
  report(): Promise<SubscriberReport>;
  stop(): void;
}

/** Resolves when every subscription has had its first message. @throws Error when one of them fails. */
export async function startSubscribers(order: SubscribeOrder): Promise<LiveSubscribers> {
  const child = fork(new URL('./live-subscribers-process.ts', import.meta.url), {
    execArgv: process.execArgv,
  });
  const broken = once(child, 'exit').then(() => {
    throw new Error('The subscribers have ended.');
  });
  broken.catch(() => undefined); // a requested end

  async function ask(message: object): Promise<SubscriberReport> {
    child.send(message);
    const [report] = (await Promise.race([once(child, 'message'), broken])) as [SubscriberReport];
    return report;
  }

  await ask(order);
  return { report: () => ask({}), stop: () => child.disconnect() };
}
