import { Migration0001MainJob } from './migration-0001-main-job.ts';
import { Migration0002Inventory } from './migration-0002-inventory.ts';
import { Migration0003WebhookVersion } from './migration-0003-webhook-version.ts';
import { Migration0004WebhookKeys } from './migration-0004-webhook-keys.ts';
import { Migration0005EpochPlace } from './migration-0005-epoch-place.ts';
import { Migration0006PartitionRights } from './migration-0006-partition-rights.ts';
import { Migration0007ClusterFigures } from './migration-0007-cluster-figures.ts';
import { Migration0008DeliveryQueueBreaking } from './migration-0008-delivery-queue-breaking.ts';
import { Migration0009LogBreaking } from './migration-0009-log-breaking.ts';
import { Migration0010WebhookHistory } from './migration-0010-webhook-history.ts';
import { Migration0011Recoveries } from './migration-0011-recoveries.ts';
import { Migration0012Retention } from './migration-0012-retention.ts';
import { Migration0013LiveResume } from './migration-0013-live-resume.ts';
import { Migration0014LogIndexes } from './migration-0014-log-indexes.ts';
import { Migration0015LastFailure } from './migration-0015-last-failure.ts';
import { Migration0016Formats } from './migration-0016-formats.ts';
import { Migration0017IdsInOrder } from './migration-0017-ids-in-order.ts';

/**
 * All migrations in order. The table `migrations` records their names. A migration that older code cannot work
 * with has a name that ends in `-breaking` (`migration-errors.ts`).
 */
export const migrations = [
  { name: 'migration-0001-main-job', class: Migration0001MainJob },
  { name: 'migration-0002-inventory', class: Migration0002Inventory },
  { name: 'migration-0003-webhook-version', class: Migration0003WebhookVersion },
  { name: 'migration-0004-webhook-keys', class: Migration0004WebhookKeys },
  { name: 'migration-0005-epoch-place', class: Migration0005EpochPlace },
  { name: 'migration-0006-partition-rights', class: Migration0006PartitionRights },
  { name: 'migration-0007-cluster-figures', class: Migration0007ClusterFigures },
  { name: 'migration-0008-delivery-queue-breaking', class: Migration0008DeliveryQueueBreaking },
  { name: 'migration-0009-log-breaking', class: Migration0009LogBreaking },
  { name: 'migration-0010-webhook-history', class: Migration0010WebhookHistory },
  { name: 'migration-0011-recoveries', class: Migration0011Recoveries },
  { name: 'migration-0012-retention', class: Migration0012Retention },
  { name: 'migration-0013-live-resume', class: Migration0013LiveResume },
  { name: 'migration-0014-log-indexes', class: Migration0014LogIndexes },
  { name: 'migration-0015-last-failure', class: Migration0015LastFailure },
  { name: 'migration-0016-formats', class: Migration0016Formats },
  { name: 'migration-0017-ids-in-order', class: Migration0017IdsInOrder },
];
