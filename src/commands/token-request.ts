import { parseArgs } from 'node:util';
import { scopes, workspaceIdForm, type Scope, type TokenRequest } from '../workspaces/index.ts';

/** Usage of the command. */
export const tokenUsage =
  'npm run token -- --workspace acme --scope "webhooks:read webhooks:write" [--hours 24]';

/** An error the user of the command can fix; printed without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Reads the arguments of `npm run token`. The default lifetime is 24 hours. @throws UsageError naming the invalid argument */
export function readTokenRequest(args: string[], lifetimeDaysMax: number): TokenRequest {
  const hoursMax = lifetimeDaysMax * 24; // the server refuses longer lifetimes
  const { workspace, scope, hours } = parseOptions(args);
  if (workspace === undefined || !workspaceIdForm.test(workspace)) {
    throw new UsageError('--workspace must be 1 to 64 letters, digits, underscores or hyphens.');
  }
  const lifetimeHours = /^\d+(\.\d+)?$/.test(hours) ? Number(hours) : Number.NaN;
  if (!(lifetimeHours > 0 && lifetimeHours <= hoursMax)) {
    throw new UsageError(`--hours must be a number above 0 and at most ${hoursMax}.`);
  }
  const lifetimeSeconds = Math.ceil(lifetimeHours * 3_600);
  return { workspaceId: workspace, scopes: readScopes(scope ?? ''), lifetimeSeconds };
}

function parseOptions(args: string[]) {
  const text = { type: 'string' } as const;
  const options = { workspace: text, scope: text, hours: { ...text, default: '24' } };
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function readScopes(text: string): readonly Scope[] {
  const names = text.split(/[ ,]+/).filter((name) => name !== '');
  const known = scopes.filter((scope) => names.includes(scope));
  if (names.length > 0 && names.every((name) => known.some((scope) => scope === name)))
    return known;
  throw new UsageError(
    `--scope must be one or more, separated by spaces, of: ${scopes.join(' ')}.`,
  );
}
