import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const manifest = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as {
  version: string;
  engines: { node: string };
};

/** The version of this service. */
export const { version } = manifest;

/** The folders into which `npm run build` writes the pages. */
export const builtPages = {
  dashboard: fileURLToPath(new URL('../../dist/dashboard', import.meta.url)),
  explorer: fileURLToPath(new URL('../../dist/explorer', import.meta.url)),
};

/**
 * Refuses an older Node, which would start and then fail while working.
 *
 * @throws Error that says which Node is needed, when this one is older than package.json requires
 */
export function requireNode(used: string = process.versions.node): void {
  const least = manifest.engines.node.replace('>=', '');
  if (used.localeCompare(least, 'en', { numeric: true }) >= 0) return;
  throw new Error(`Node ${least} or newer is needed; this is ${used}.`);
}
