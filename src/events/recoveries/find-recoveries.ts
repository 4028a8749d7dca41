import { pageWhere, sql, toDate, type EntityManager } from '../../db/index.ts';
import { decodeId, IdPrefix } from '../../kernel/index.ts';
import type { Keyset } from '../../kernel/graphql/index.ts';
import { isBeingDeleted } from '../../workspaces/index.ts';
import { readFilter } from './recovery-filter.ts';
import { skippedColumnOf, skipReasons, type Recovery, type SkippedCounts } from './recovery.ts';

/** Finds a recovery by its API id. Null if the id is malformed or unknown, or belongs to another workspace. */
export async function findRecovery(
  em: EntityManager,
  workspaceId: string,
  id: string,
): Promise<Recovery | null> {
  const uuid = decodeId(IdPrefix.recovery, id);
  if (uuid === null) return null;
  const where = sql`where id = ${uuid}::uuid and workspace_id = ${workspaceId}`;
  return (await readRecoveries(em, where))[0] ?? null;
}

/** Finds recoveries of any workspace by UUID, but of no workspace that is being deleted. */
export async function findRecoveries(
  em: EntityManager,
  ids: readonly string[],
): Promise<Map<string, Recovery>> {
  const recoveries = await readRecoveries(
    em,
    sql`where id = any(${[...ids]}::uuid[]) and not ${isBeingDeleted(sql`recoveries.workspace_id`)}`,
  );
  return new Map(recoveries.map((recovery) => [recovery.id, recovery]));
}

/** Reads one page of the recoveries of the workspace, newest first. */
export async function findRecoveryPage(
  em: EntityManager,
  workspaceId: string,
  keyset: Keyset,
): Promise<Recovery[]> {
  return readRecoveries(em, pageWhere([sql`workspace_id = ${workspaceId}`], keyset));
}

async function readRecoveries(
  em: EntityManager,
  where: ReturnType<typeof sql>,
): Promise<Recovery[]> {
  const { rows } = await sql<Row>`
    select id, status, filter::text,
      expected_count as "expected", is_expected_exact as "isExpectedExact", recovered_count as "recoveredCount", ${skippedCounts},
      coalesce(
        searched_to,
        (select searched_to from recovery_parts where recovery_id = id order by searched_to limit 1)
      ) as "searchedTo",
      updated_at as "updatedAt", ended_at as "endedAt"
    from recoveries ${where}
  `.execute(em.getKysely());
  return rows.map(toRecovery);
}

const skippedCounts = sql.join(
  skipReasons.map((reason) => sql`${sql.ref(skippedColumnOf(reason))} as ${sql.ref(reason)}`),
);

interface Row
  extends SkippedCounts, Pick<Recovery, 'id' | 'status' | 'searchedTo' | 'recoveredCount'> {
  filter: string;
  expected: number;
  isExpectedExact: boolean;
  updatedAt: string;
  endedAt: string | null;
}

function toRecovery({ filter, updatedAt, endedAt, ...row }: Row): Recovery {
  const { id, status, searchedTo, expected, isExpectedExact, recoveredCount, ...counts } = row;
  return {
    ...{ id, status, searchedTo, recoveredCount },
    filter: readFilter(filter),
    expectedCount: { count: expected, isExact: isExpectedExact },
    skippedCounts: counts,
    updatedAt: toDate(updatedAt),
    endedAt: toDate(endedAt),
  };
}
