import { expectSame } from './expect-same.ts';
import type { Change, Fields, Trace } from './read-trace.ts';

/**
 * A row starts at version 1, and each update adds one. The recorded changes are complete: each starts where
 * the previous one ended, and the last ones match the rows.
 */
export function checkVersions({ changes, rows }: Trace): void {
  const latest = new Map<string, Fields | null>();
  const wrong = changes.filter(({ before, after }: Change) => {
    const { id } = (before ?? after)!;
    const known = latest.get(id) ?? null;
    latest.set(id, after);
    return before?.version !== known?.version || isJump(before, after);
  });
  expectSame(wrong, []);
  const left = [...latest].filter(([, fields]) => fields !== null);
  expectSame(new Map(left), new Map(rows.map(({ fields }) => [fields.id, fields])));
}

function isJump(before: Fields | null, after: Fields | null): boolean {
  return after !== null && after.version !== (before?.version ?? 0) + 1;
}
