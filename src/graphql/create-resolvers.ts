import type { AttemptDependencies } from '../deliveries/index.ts';
import type {
  PreviewDependencies,
  RecoveryDependencies,
  RecoveryFeed,
  ResendDependencies,
  SendTestDependencies,
} from '../events/index.ts';
import { createRecoveryLiveResolverClass } from '../events/recoveries/recovery-live.resolver.ts';
import type { InventoryDependencies } from '../inventory/index.ts';
import type { LiveFeed } from '../live/index.ts';
import { createLiveResolverClass } from '../live/live.resolver.ts';
import { createWebhookLiveResolverClass } from '../live/webhook-live.resolver.ts';
import type { RetentionDependencies, WorkspaceRemoval } from '../retention/index.ts';
import type { WebhookDependencies } from '../webhooks/index.ts';
import type { NodeFinder, OnPlanChanged } from '../workspaces/index.ts';
import * as resolvers from './resolvers.ts';

/** Dependencies of the resolvers. Each constructor takes all of them and names those that it uses. */
export interface ResolverParts
  extends
    AttemptDependencies,
    InventoryDependencies,
    PreviewDependencies,
    RecoveryDependencies,
    ResendDependencies,
    RetentionDependencies,
    SendTestDependencies,
    WebhookDependencies {
  workspaceRemoval: Pick<WorkspaceRemoval, 'wake'>;
  finders: readonly NodeFinder[];
  liveFeed: Pick<LiveFeed, 'followDeliveries' | 'followWebhooks'>;
  onPlanChanged: OnPlanChanged;
  recoveryFeed: Pick<RecoveryFeed, 'follow'>;
}

type Feeds = Pick<ResolverParts, 'liveFeed' | 'recoveryFeed'>;

/** The classes of all resolvers, for a schema that only describes the API. */
export function listResolverClasses({ liveFeed, recoveryFeed }: Feeds = noFeeds) {
  return [
    ...Object.values(resolvers),
    createLiveResolverClass(liveFeed),
    createWebhookLiveResolverClass(liveFeed),
    createRecoveryLiveResolverClass(recoveryFeed),
  ];
}

const noFeeds: Feeds = {
  liveFeed: { followDeliveries: refuseToFollow, followWebhooks: refuseToFollow },
  recoveryFeed: { follow: refuseToFollow },
};

function refuseToFollow(): never {
  throw new Error('This schema has no live feed.');
}

/** One instance of each resolver. */
export function createResolvers(parts: ResolverParts): object[] {
  return listResolverClasses(parts).map((Resolver) => new Resolver(parts));
}
