import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { integer } from './config-fields.ts';

export const roleNames = ['api', 'dispatcher'] as const;
/** The role of a node: serve the API or send deliveries. */
export type Role = (typeof roleNames)[number];

/** Workers that have the same roles; null for those of ROLES. */
interface WorkerGroup {
  count: number;
  roles: readonly Role[] | null;
}

/** More need more connections than PostgreSQL allows by default, so they must be asked for by number. */
const autoMax = 16;
const workersMax = 64;

const groupForm = new RegExp(
  `^(\\d{1,2}) +((?:${roleNames.join('|')})(?:\\+(?:${roleNames.join('|')}))*)$`,
);
const message =
  `must be auto, a number from 1 to ${workersMax}, or numbers with roles: ` +
  '1 api,3 dispatcher; both roles are api+dispatcher';

/** `auto`, a number, or a number for each of several groups with their roles. */
export function workerGroups() {
  return z
    .string()
    .transform(parseGroups)
    .refine(
      (groups) => groups.every(({ count }) => count > 0) && countWorkers(groups) <= workersMax,
      message,
    );
}

function countWorkers(groups: readonly WorkerGroup[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}

/** Groups that cannot be parsed have no workers. */
function parseGroups(text: string): readonly WorkerGroup[] {
  if (text === 'auto') {
    return [{ count: Math.min(availableParallelism(), autoMax), roles: null }];
  }
  if (/^\d{1,2}$/.test(text)) return [{ count: Number(text), roles: null }];
  return text.split(',').map((part) => {
    const [, count = '0', names = ''] = groupForm.exec(part.trim()) ?? [];
    return { count: Number(count), roles: names.split('+') as Role[] };
  });
}

/** Whether the text names the roles of workers, so that ROLES has no meaning. */
export function namesRoles(text: string | undefined): boolean {
  return text !== undefined && / /.test(text.trim());
}

/** Returns the roles of each worker. */
export function listWorkers(
  groups: readonly WorkerGroup[],
  usual: readonly Role[],
): readonly ReadonlySet<Role>[] {
  return groups.flatMap((group) =>
    Array.from({ length: group.count }, () => new Set(group.roles ?? usual)),
  );
}

/** With fewer, calls, claims and records of a node wait for each other all the time. */
const connectionsMin = 5;
/** Enough for the calls, claims and records of a node. */
const connectionsUsual = 20;
/** Leaves room for sessions that listen, another node and a person: PostgreSQL allows 100 by default. */
const connectionsUsualMax = 80;

/** The connections to PostgreSQL of all workers together. */
export function connections() {
  return integer(connectionsMin, 10_000);
}

/** Whether two valid settings do not go together: so few connections for so many workers. */
export function areConnectionsTooFew(
  connectionsText: string | undefined,
  workersText: string | undefined,
): boolean {
  const wanted = connections().safeParse(connectionsText);
  const groups = workerGroups().safeParse(workersText);
  return wanted.success && groups.success && shareConnections(wanted.data, groups.data) === null;
}

/**
 * Divides the connections to PostgreSQL among the workers.
 *
 * @param wanted the connections of all together; undefined for the usual number
 * @returns the connections of each; null when there are too few
 */
export function shareConnections(
  wanted: number | undefined,
  groups: readonly WorkerGroup[],
): number | null {
  const count = countWorkers(groups);
  const usual = Math.min(connectionsUsual * count, connectionsUsualMax);
  const share = Math.floor((wanted ?? Math.max(usual, connectionsMin * count)) / count);
  return share < connectionsMin ? null : share;
}
