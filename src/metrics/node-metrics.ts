import { createClusterMetrics, type ClusterMetricsOptions } from './cluster-metrics.ts';
import { createProcessMetrics } from './process-metrics.ts';
import {
  answerMetrics,
  createMetricsServer,
  requireToken,
  type AnswerMetrics,
} from './serve-metrics.ts';

export interface NodeMetricsOptions extends ClusterMetricsOptions {
  /** The port of a separate listener; null for none. */
  port: number | null;
  /** The token for reading the metrics on the API's listener; null: not served there. */
  token: string | null;
  version: string;
  /** Set in a worker: returns the metrics of all workers, which it serves. The first process has the separate listener. */
  readAll?: () => Promise<string>;
}

/** Serves the metrics of a node to operators. */
export interface NodeMetrics {
  /** Responds on the API's listener; null when they are not served there. */
  answer: AnswerMetrics | null;
  /** @returns the port of the separate listener; null without one @throws Error when the port is taken or not permitted */
  listen(): Promise<number | null>;
  /** Starts reading the figures of the database. Call it when the database is migrated. */
  start(): void;
  stop(): Promise<void>;
}

/** Serves the metrics according to the settings. Measures nothing when they are not served. */
export function createNodeMetrics(options: NodeMetricsOptions): NodeMetrics {
  const { metrics, port, token, version, readAll } = options;
  if (port === null && token === null) return unserved;
  const answer = answerMetrics(readAll ?? (() => metrics.registry.metrics()));
  const cluster = createClusterMetrics(options);
  const ofProcess = createProcessMetrics(metrics, version);
  const server = createMetricsServer(answer);
  return {
    answer: token === null ? null : requireToken(token, answer),
    listen: async () => (port === null || readAll ? null : server.listen(port)),
    start: cluster.start,
    async stop() {
      await Promise.all([server.stop(), cluster.stop(), ofProcess.stop()]);
    },
  };
}

const unserved: NodeMetrics = {
  answer: null,
  listen: () => Promise.resolve(null),
  start: () => undefined,
  stop: () => Promise.resolve(),
};
