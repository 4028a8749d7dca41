import { answerMetrics, requireToken, type AnswerMetrics } from './answer-metrics.ts';
import { createClusterMetrics, type ClusterMetricsOptions } from './cluster-metrics.ts';
import { createMetricsServer } from './metrics-server.ts';
import { createProcessMetrics } from './process-metrics.ts';

export interface NodeMetricsOptions extends ClusterMetricsOptions {
  /** Of a listener of their own; null for none. */
  port: number | null;
  /** Lets them be read on the API's listener; null for not there. */
  token: string | null;
  version: string;
}

/** The metrics of a node as operators see them. */
export interface NodeMetrics {
  /** For the API's listener; null when they are not served there. */
  answer: AnswerMetrics | null;
  /** @returns the port of their own listener; null without one @throws Error when it is taken or not permitted. */
  listen(): Promise<number | null>;
  /** Begins to read what the database holds; once it is migrated. */
  start(): void;
  stop(): Promise<void>;
}

/** Serves the metrics as the settings say. Nothing is measured when they are not served. */
export function createNodeMetrics(options: NodeMetricsOptions): NodeMetrics {
  const { metrics, port, token, version } = options;
  if (port === null && token === null) return unserved;
  const answer = answerMetrics(metrics);
  const cluster = createClusterMetrics(options);
  const ofProcess = createProcessMetrics(metrics, version);
  const server = createMetricsServer(answer);
  return {
    answer: token === null ? null : requireToken(token, answer),
    listen: async () => (port === null ? null : server.listen(port)),
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
