import { relative } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Files that take 10 s and more, most of it waiting. The list at the end of a run tells when it is outdated. */
const slowest = [
  'test/dashboard/webhooks.test.ts',
  'test/dashboard/webhook-form.test.ts',
  'test/e2e/database-failures/server.test.ts',
  'test/db/embedded-postgres.test.ts',
  'test/dashboard/deliveries.test.ts',
  'test/dashboard/delivery.test.ts',
  'test/e2e/roles.test.ts',
  'test/dashboard/embedding.test.ts',
  'test/inventory/inventory.property.test.ts',
  'test/dashboard/repair.test.ts',
  'test/retention/delete-workspace.test.ts',
  'test/e2e/database-failures/connections.test.ts',
  'test/dashboard/service-away.test.ts',
  'test/e2e/workers.test.ts',
  'test/process/readiness.test.ts',
  'test/e2e/stop.test.ts',
  'test/dashboard/opening.test.ts',
  'test/demo/main.test.ts',
  'test/docs/integrators.test.ts',
  'test/clients/clients.test.ts',
  'test/e2e/lost-lease.test.ts',
  'test/dispatcher/bounds-bytes.test.ts',
  'test/e2e/drain.test.ts',
];

/**
 * Starts the slowest files first, so that none is left for the end, when the other workers have nothing to
 * do. Jest does so by the times of earlier runs; while it lacks some, as in a fresh clone, it goes by the list.
 */
export default class SlowestFirstSequencer extends Sequencer {
  constructor(options) {
    super(options);
    this.rootDir = options.globalConfig.rootDir;
  }

  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.every(({ duration }) => duration !== undefined)) return sorted;
    return sorted.toSorted((a, b) => this.rank(a) - this.rank(b));
  }

  rank({ path }) {
    const place = slowest.indexOf(relative(this.rootDir, path));
    return place === -1 ? slowest.length : place;
  }
}
