import type { TestApp } from './app.ts';

/** Samples of a scrape by name and labels, without the prefix: `attempts_total{outcome="TIMEOUT"}`. */
export interface Scrape {
  /** @throws Error when there is no such sample. */
  get(sample: string): number;
  has(sample: string): boolean;
  /** Every sample. */
  samples: ReadonlyMap<string, number>;
}

/** Reads a node's metrics over HTTP, from the listener of METRICS_PORT. */
export async function scrape({ app }: Pick<TestApp, 'app'>): Promise<Scrape> {
  return scrapeUrl(`http://127.0.0.1:${app.metricsPort}/metrics`);
}

/** Reads metrics at a URL. */
export async function scrapeUrl(url: string, token?: string): Promise<Scrape> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`The metrics are answered with ${response.status}.`);
  const samples = parseSamples(await response.text());
  return {
    samples,
    has: (sample) => samples.has(sample),
    get(sample) {
      const value = samples.get(sample);
      if (value === undefined) throw new Error(`There is no ${sample}.`);
      return value;
    },
  };
}

/** Parses Prometheus' text format; our label values contain no spaces or quotes. */
function parseSamples(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [sample = '', value = ''] = line.split(' ');
      return [sample.replace('stockaj_webhooks_', ''), Number(value)];
    }),
  );
}

/** The increase of each sample; a missing sample counts as 0. */
export function growth(before: Scrape, after: Scrape, samples: readonly string[]): number[] {
  return samples.map((sample) => {
    return (after.samples.get(sample) ?? 0) - (before.samples.get(sample) ?? 0);
  });
}
