/**
 * Top-level labels that never lead to a public server: special-use names (RFC 6761, 6762, 7686, 8375,
 * 9476), names that ICANN reserves for private use, and those that routers, containers and clusters use
 * internally. `example` is missing on purpose: nothing is registered under it, so its lookups fail.
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
 * A label of a host name: at most 63 letters, digits and inner hyphens (RFC 1123, section 2.1), plus
 * underscores, which are in use and valid in DNS (RFC 2181, section 11) and certificates.
 */
const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** Maximum length of a DNS name in characters (RFC 1035, section 2.3.4). */
const nameLengthMax = 253;

/**
 * Whether a name (lower case, A-labels) could belong to a public server: well formed, with a dot, and
 * not reserved for special or private use. A trailing dot (the root) makes no difference.
 */
export function isPublicName(hostname: string): boolean {
  const labels = splitName(hostname);
  const last = labels.at(-1) ?? '';
  // No top-level domain has an underscore.
  const isPublicSuffix = !last.includes('_') && !privateSuffixes.has(last);
  return isWellFormedName(hostname) && labels.length > 1 && isPublicSuffix;
}

/** Whether the labels and the length of a name (lower case) allow a DNS lookup. */
export function isWellFormedName(hostname: string): boolean {
  return hostname.length <= nameLengthMax && splitName(hostname).every((it) => label.test(it));
}

/** Whether a name means this machine: `localhost` and every name under it (RFC 6761, section 6.3). */
export function isLocalhostName(hostname: string): boolean {
  const labels = splitName(hostname);
  return labels.every((it) => label.test(it)) && labels.at(-1) === 'localhost';
}

/** Splits a name into labels, without the trailing dot. */
export function splitName(hostname: string): string[] {
  return hostname.replace(/\.$/, '').split('.');
}
