/**
 * Last labels that lead to no public server: special use (RFC 6761, 6762, 7686, 8375, 9476 and the
 * names that ICANN keeps back for private use) and what routers, containers and clusters use at home.
 * `example` is left out: nothing is registered under it, so such a name fails when it is looked up.
 */
const privateSuffixes: ReadonlySet<string> = new Set([
  'alt',
  'arpa',
  'consul',
  'corp',
  'home',
  'internal',
  'intranet',
  'invalid',
  'lan',
  'local',
  'localdomain',
  'localhost',
  'mail',
  'onion',
  'private',
  'svc',
  'test',
  'workgroup',
]);

/**
 * A label of a host name: letters, digits and inner hyphens, at most 63 (RFC 1123, section 2.1), and
 * underscores, which DNS and certificates carry (RFC 2181, section 11) and people use.
 */
const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** The longest name that DNS can carry, in characters (RFC 1035, section 2.3.4). */
const nameLengthMax = 253;

/**
 * Whether a name (lower case, A-labels) could belong to a public server: well formed, with a dot, and
 * not of a special or private use. A dot at the end (the root) is allowed and changes nothing.
 */
export function isPublicName(hostname: string): boolean {
  const labels = splitName(hostname);
  const last = labels.at(-1) ?? '';
  // No top-level domain has an underscore.
  const isPublicSuffix = !last.includes('_') && !privateSuffixes.has(last);
  return isWellFormedName(hostname) && labels.length > 1 && isPublicSuffix;
}

/** Whether a name (lower case) can be looked up at all: by the form of its labels and its length. */
export function isWellFormedName(hostname: string): boolean {
  return hostname.length <= nameLengthMax && splitName(hostname).every((it) => label.test(it));
}

/** Whether a name means this machine: `localhost` and every name under it (RFC 6761, section 6.3). */
export function isLocalhostName(hostname: string): boolean {
  const labels = splitName(hostname);
  return labels.every((it) => label.test(it)) && labels.at(-1) === 'localhost';
}

/** The labels of a name, without the dot of the root. */
export function splitName(hostname: string): string[] {
  return hostname.replace(/\.$/, '').split('.');
}
