import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Prefix of the name of every metric. */
const prefix = 'stockaj_webhooks_';

/**
 * The metrics of one node. Give names without the prefix, with base units (`_seconds`, `_bytes`); counters end
 * in `_total`. Labels take values of a fixed set only: no workspace, webhook, host or text from a client.
 */
export interface Metrics {
  registry: Registry;
  counter<Label extends string = never>(
    name: string,
    help: string,
    labelNames?: readonly Label[],
  ): Counter<Label>;
  /** A counter kept elsewhere and read at each scrape. */
  total(name: string, help: string, read: () => number): void;
  histogram(name: string, help: string, buckets: readonly number[]): Histogram;
  /** A number read at each scrape; null while there is none. */
  gauge(name: string, help: string, read: () => number | null): void;
  /** One such number for each value of a label. */
  gaugeBy(
    name: string,
    help: string,
    labelName: string,
    read: () => Readonly<Record<string, number | null>>,
  ): void;
}

/** Buckets in seconds for short durations, such as statements and requests. */
export const shortSeconds = [
  0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30,
];
/** Buckets in seconds for waits, which can be short or very long. */
export const waitSeconds = [...shortSeconds.slice(0, 12), 60, 300, 1_800, 7_200];

/**
 * Makes an empty registry. Each node has its own, since several nodes may run in one process.
 *
 * @param worker the number of the worker, as a label of everything; undefined for a node alone
 */
export function createMetrics(worker?: number): Metrics {
  const registry = new Registry();
  if (worker !== undefined) registry.setDefaultLabels({ worker: String(worker) });
  const describe = (name: string, help: string) => ({
    name: `${prefix}${name}`,
    help,
    registers: [registry],
  });
  return {
    registry,
    counter: (name, help, labelNames = []) => new Counter({ ...describe(name, help), labelNames }),
    total(name, help, read) {
      new Counter({
        ...describe(name, help),
        collect() {
          this.reset();
          this.inc(read());
        },
      });
    },
    histogram: (name, help, buckets) =>
      new Histogram({ ...describe(name, help), buckets: [...buckets] }),
    gauge(name, help, read) {
      new Gauge({
        ...describe(name, help),
        collect() {
          const value = read();
          if (value === null) this.remove();
          else this.set(value);
        },
      });
    },
    gaugeBy(name, help, labelName, read) {
      new Gauge({
        ...describe(name, help),
        labelNames: [labelName],
        collect() {
          this.reset();
          for (const [value, number] of Object.entries(read())) {
            if (number !== null) this.set({ [labelName]: value }, number);
          }
        },
      });
    },
  };
}
