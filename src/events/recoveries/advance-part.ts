import { sql, type EntityManager } from '../../db/index.ts';
import type { RecoveredPage } from './recover-page.ts';
import { skippedColumnOf, skipReasons } from './recovery.ts';

/** A webhook of a running recovery that has not been searched to the end. */
export interface RecoveryPart {
  recoveryId: string;
  webhookId: string;
  /** The id that the search stops before. */
  before: string;
}

/**
 * Writes the progress of a part and of its recovery, in the transaction that made the page.
 *
 * @param lineCount the deliveries that the webhook has before a new event now
 */
export async function advancePart(
  em: EntityManager,
  part: RecoveryPart,
  page: RecoveredPage,
  lineCount: number,
): Promise<void> {
  if (page.isLast) await deletePart(em, part);
  else await movePart(em, part, page.lastId, lineCount);
  const skipped = skipReasons.map((reason) => {
    const column = sql.ref(skippedColumnOf(reason));
    return sql`${column} = ${column} + ${page.skippedCounts[reason]}::int`;
  });
  await sql`
    update recoveries set recovered_count = recovered_count + ${page.recoveredCount}::int,
      ${sql.join(skipped)}, updated_at = clock_timestamp()
    where id = ${part.recoveryId}::uuid
  `.execute(em.getKysely());
  if (page.isLast) await endIfDone(em, part);
}

async function deletePart(em: EntityManager, part: RecoveryPart): Promise<void> {
  await sql`delete from recovery_parts where ${isPart(part)}`.execute(em.getKysely());
}

async function movePart(
  em: EntityManager,
  part: RecoveryPart,
  searchedTo: string | null,
  lineCount: number,
): Promise<void> {
  await sql`
    update recovery_parts set searched_to = ${searchedTo}::uuid, line_count = ${lineCount}::int,
      turn_at = clock_timestamp(), progressed_at = clock_timestamp()
    where ${isPart(part)}
  `.execute(em.getKysely());
}

/**
 * Lets the other parts go first. A part that has waited for long is looked at less often: after a quarter of the time
 * that it has waited, between 0.25 and 10 s.
 */
export async function postponePart(em: EntityManager, part: RecoveryPart): Promise<void> {
  await sql`
    update recovery_parts set turn_at = clock_timestamp() +
      least(greatest((clock_timestamp() - progressed_at) / 4, interval '0.25 s'), interval '10 s')
    where ${isPart(part)}
  `.execute(em.getKysely());
}

function isPart({ recoveryId, webhookId }: RecoveryPart) {
  return sql`recovery_id = ${recoveryId}::uuid and webhook_id = ${webhookId}::uuid`;
}

/**
 * Ends a recovery that has no parts left. Two nodes may finish the last two parts at once: both have locked the row of
 * the recovery before, so the second one sees that the first part is gone.
 */
export async function endIfDone(
  em: EntityManager,
  { recoveryId, before }: Pick<RecoveryPart, 'recoveryId' | 'before'>,
): Promise<void> {
  await sql`
    update recoveries set status = 'SUCCEEDED', searched_to = ${before}::uuid, ended_at = clock_timestamp()
    where id = ${recoveryId}::uuid and status = 'RUNNING'
      and not exists (select from recovery_parts where recovery_id = ${recoveryId}::uuid)
  `.execute(em.getKysely());
}
