import { sql } from '../db/index.ts';
import { checkList, checkText } from '../kernel/index.ts';
import type { WebhookStatus } from './webhook-status.ts';

type Fragment = ReturnType<typeof sql>;

/** Selects webhooks of a workspace. Without a value, all. */
export interface WebhookCriteria {
  /** A part of the name, the URL or the description; blank for all. */
  search: string | null | undefined;
  /** Any of these. */
  statuses: readonly WebhookStatus[] | null | undefined;
}

/**
 * Returns the criteria as conditions on rows of `webhooks`, without deleted ones and those of other workspaces.
 *
 * @throws UserError INVALID_INPUT for a search that is too long or has a NUL, and for a list that is empty or has more than
 * 100 values
 */
export function toConditions(
  workspaceId: string,
  { search, statuses }: WebhookCriteria,
): [Fragment, ...Fragment[]] {
  const text = search?.trim() ?? '';
  if (text !== '') checkText('search', text);
  if (statuses) checkList('statuses', statuses);
  return [
    isLiveIn(workspaceId),
    ...(text === '' ? [] : [hasText(text)]),
    ...(statuses ? [sql`${status} = any(${[...statuses]}::text[])`] : []),
  ];
}

/** The condition for the webhooks of a workspace that are not deleted. */
export function isLiveIn(workspaceId: string): Fragment {
  return sql`workspace_id = ${workspaceId} and deleted_at is null`;
}

/** As `webhookStatusOf`. */
const status = sql`case when suspended then 'SUSPENDED' when disabled_at is not null then 'DISABLED'
  when paused_at is not null then 'PAUSED' else 'ACTIVE' end`;

/** No patterns: every character stands for itself. */
function hasText(text: string): Fragment {
  const columns = ['name', 'url', 'description'].map(
    (name) => sql`position(lower(${text}) in lower(${sql.ref(name)})) > 0`,
  );
  return sql`(${sql.join(columns, sql` or `)})`;
}
