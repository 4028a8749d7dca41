import type { RecoverySkipReason, RecoveryStatus } from '../api/graphql/graphql.ts';

/** The reasons why deliveries are not made again, in words. */
export const skipWords: Record<RecoverySkipReason, string> = {
  REPEATED: 'sent again already: a later delivery is waiting or has succeeded',
  EVENT_NOT_KEPT: 'their events are no longer kept, or the text was erased',
  WEBHOOK_DISABLED: 'their webhook is disabled: enable it, then recover again',
  WEBHOOK_SUSPENDED: 'their webhook is suspended: the plan has no room for it',
  WEBHOOK_DELETED: 'their webhook was deleted',
};

export const statusWords: Record<RecoveryStatus, string> = {
  RUNNING: 'Running',
  SUCCEEDED: 'Completed',
  CANCELLED: 'Cancelled',
};
