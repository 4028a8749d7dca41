import { isWellFormedName, splitName } from './host-name.ts';

/**
 * Cloud metadata services, which hand out the credentials of the machine that calls them. Their addresses
 * are refused too; checking the names shows the refusal when the URL is saved.
 */
const metadataNames: ReadonlySet<string> = new Set([
  'instance-data',
  'instance-data.ec2.internal',
  'metadata',
  'metadata.azure.internal',
  'metadata.goog',
  'metadata.google.internal',
  'metadata.oraclecloud.internal',
  'metadata.tencentyun.com',
]);

/** True for the name of a metadata service. No setting allows those. */
export function isMetadataName(hostname: string): boolean {
  return metadataNames.has(splitName(hostname).join('.'));
}

/**
 * Returns a function that matches names (lower case) against exact names and against `*.suffix`, which
 * covers every name under the suffix but not the suffix itself. A trailing dot makes no difference.
 */
export function createHostMatcher(patterns: readonly string[]): (hostname: string) => boolean {
  const lowerCase = patterns.map((it) => it.toLowerCase());
  const names = new Set(lowerCase.filter((it) => !it.startsWith('*.')));
  const suffixes = lowerCase.filter((it) => it.startsWith('*.')).map((it) => it.slice(1));
  return (hostname) => {
    const name = splitName(hostname).join('.');
    const isNamed = names.has(name) || suffixes.some((it) => name.endsWith(it));
    return isNamed && isWellFormedName(name) && !isMetadataName(name);
  };
}
