import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { declareWorkers } from '../../src/metrics/worker-metrics.ts';
import { startTestApp, type TestApp } from '../kit/app.ts';

/** A metric as its registry declares it. */
interface Declared {
  name: string;
  type: string;
  help: string;
  labels: string[];
}

let app: TestApp;
let declared: Declared[];
beforeAll(async () => {
  app = await startTestApp({ env: { METRICS_PORT: '0' } });
  // The first process of several declares these beside those of every process.
  declareWorkers(app.app.metrics, () => ({ ready: 0, missing: 0, restarts: 0 }));
  declared = app.app.metrics.registry.getMetricsAsArray().map((metric) => {
    // The types of the library leave out what it calls them.
    const { name, help, type, labelNames } = metric as unknown as {
      name: string;
      help: string;
      type: string;
      labelNames: string[];
    };
    return { name, type, help, labels: labelNames.filter((label) => label !== 'le') };
  });
});
afterAll(async () => app.stop());

/** Labels whose values are of a fixed set: enumerations of ours, the event types, the root fields of the schema. */
const boundedLabels = [
  ...['type', 'code', 'outcome', 'change', 'field', 'limit', 'state', 'version', 'statistic'],
];

/** Units other than the base ones, and words that the text format keeps for itself. */
const refusedWords =
  /_(ms|milliseconds|microseconds|minutes|hours|days|kilobytes|kib|mib|megabytes|percent|count|sum|bucket|info_total)(_|$)/;

/** Histograms of what has no base unit count things, and are named by them. */
const countedThings = [
  ...['stockaj_webhooks_record_batch_attempts', 'stockaj_webhooks_digest_deliveries'],
];

describe('every metric', () => {
  test('has the prefix, a base unit and a help text, as promtool wants it', () => {
    expect(declared.length).toBeGreaterThan(30);
    for (const { name, type, help } of declared) {
      expect(name).toMatch(/^stockaj_webhooks_[a-z]+(_[a-z]+)*$/);
      expect(name).not.toMatch(refusedWords);
      expect(help).toMatch(/^[A-Z1].+[^.]\.$/);
      expect(name.endsWith('_total')).toBe(type === 'counter');
      if (type === 'histogram' && !countedThings.includes(name)) {
        expect(name).toMatch(/_(seconds|bytes)$/);
      }
      if (/age|lag|wait_|duration|difference|ahead|_time/.test(name)) {
        expect(name).toMatch(/_seconds(_total)?$|live_lag_seconds$|_gaps_total$/);
      }
    }
  });

  test('has only labels with a fixed set of values', () => {
    const labels = new Set(declared.flatMap((metric) => metric.labels));
    expect([...labels].toSorted()).toEqual(boundedLabels.toSorted());
  });

  test('is listed in docs/operations.md with type, labels and meaning, and no other is', () => {
    const text = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const section = text.split(/^## /m).find((it) => it.startsWith('Metrics\n')) ?? '';
    const documented = section.split('\n').flatMap((line) => {
      const [, name, type, labels = '', meaning] = line.split('|').map((cell) => cell.trim());
      return name?.startsWith('`') ? [{ name: name.slice(1, -1), type, labels, meaning }] : [];
    });
    expect(documented).toEqual(
      declared
        .map(({ name, type, labels, help }) => ({
          name: name.replace('stockaj_webhooks_', ''),
          type,
          labels: labels.map((label) => `\`${label}\``).join(', '),
          meaning: help,
        }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    );
  });
});

describe('the alerts', () => {
  const read = (path: string) =>
    readFileSync(new URL(`../../docs/${path}`, import.meta.url), 'utf8');
  const rules = read('deploy/alerts.yaml');
  const section =
    read('operations.md')
      .split(/^## /m)
      .find((it) => it.startsWith('Alerts\n')) ?? '';
  const nameOf = (name: string) => name.replace(/_(bucket|sum|count)$/, '');

  test('use existing metrics and labels', () => {
    for (const [, name = '', label] of rules.matchAll(/(stockaj_webhooks_\w+)(?:\{(\w+))?/g)) {
      const metric = declared.find((it) => it.name === nameOf(name));
      expect([name, metric?.name]).toEqual([name, nameOf(name)]);
      if (label) expect(metric?.labels).toContain(label);
    }
  });

  test('each say what to do, and all other metrics are for dashboards', () => {
    const alerts = Array.from(rules.matchAll(/- alert: (\w+)/g), ([, name]) => name!);
    expect(alerts.length).toBeGreaterThan(20);
    expect(Array.from(section.matchAll(/^\| `(\w+)`/gm), ([, name]) => name)).toEqual(alerts);
    const isUsed = (name: string) => new RegExp(`\\b${name}(_bucket)?\\b`).test(rules);
    const [, dashboards = ''] = /^For dashboards alone: (.*)$/m.exec(section) ?? [];
    const unused = declared.filter(({ name }) => !isUsed(name));
    expect(dashboards.match(/\w+_\w+/g)).toEqual(
      unused.map(({ name }) => name.replace('stockaj_webhooks_', '')).toSorted(),
    );
  });
});
