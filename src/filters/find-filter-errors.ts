import { filterOperators, type GivenFilter } from './webhook-filter.ts';
import type { FilterError } from './filter-error.ts';
import { findLeafErrors } from './find-leaf-errors.ts';

/** Conditions of a filter. */
const leavesMax = 20;
/** Groups around a condition. */
const depthMax = 3;
/** Bytes of a filter as JSON. Keeps a page of 100 webhooks below 1 MB. */
const bytesMax = 8 * 1024;
/** Errors that are answered at once. */
const errorsMax = 10;

const messages = {
  oneOf: 'Give one of all, any and not, or a path with one operator.',
  empty: 'A group must have at least one condition.',
  tooDeep: `Groups may be nested at most ${depthMax} deep.`,
  tooManyLeaves: `A filter may have at most ${leavesMax} conditions.`,
  tooLong: `A filter may have at most ${bytesMax / 1024} KiB as JSON.`,
} as const;

/**
 * Finds the errors of a filter: empty if it may be saved, at most ten. Bounded for any input.
 *
 * @param eventTypes what the webhook wants: each path must exist in at least one of them
 */
export function findFilterErrors(
  filter: GivenFilter,
  eventTypes: readonly string[],
): FilterError[] {
  const { leaves, errors } = divide(filter);
  if (leaves.length > leavesMax) return [{ field: '', message: messages.tooManyLeaves }];
  errors.push(...leaves.flatMap(([field, leaf]) => findLeafErrors(leaf, field, eventTypes)));
  if (errors.length === 0 && Buffer.byteLength(JSON.stringify(filter)) > bytesMax) {
    return [{ field: '', message: messages.tooLong }];
  }
  return errors.slice(0, errorsMax);
}

/** Lists the conditions with their fields, one more than allowed at most, and the errors of the groups. */
function divide(filter: GivenFilter) {
  const leaves: [field: string, leaf: GivenFilter][] = [];
  const errors: FilterError[] = [];

  function visit(part: GivenFilter, field: string, depth: number): void {
    if (leaves.length > leavesMax || errors.length === errorsMax) return;
    const groups = listGroups(part, field);
    const hasCondition = part.path != null || filterOperators.some((name) => part[name] != null);
    const [group] = groups;
    if (groups.length + Number(hasCondition) !== 1) errors.push({ field, message: messages.oneOf });
    else if (!group) leaves.push([field, part]);
    else if (depth === depthMax) errors.push({ field, message: messages.tooDeep });
    else if (group.length === 0) errors.push({ field, message: messages.empty });
    else for (const [place, it] of group) visit(it, place, depth + 1);
  }

  visit(filter, '', 0);
  return { leaves, errors };
}

/** The parts of each group that is given, with their fields. */
function listGroups({ all, any, not }: GivenFilter, field: string) {
  const start = field === '' ? '' : `${field}.`;
  const listParts = (name: 'all' | 'any', parts: readonly GivenFilter[]) =>
    parts.map((part, place) => [`${start}${name}.${place}`, part] as const);
  return [
    ...(all ? [listParts('all', all)] : []),
    ...(any ? [listParts('any', any)] : []),
    ...(not ? [[[`${start}not`, not] as const]] : []),
  ];
}
