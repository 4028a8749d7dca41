import { isWellFormedName, splitName } from './host-name.ts';

/**
 * Names under which clouds answer with the credentials of the machine that asks. Their addresses are
 * refused as well; this makes the refusal visible when a URL is saved.
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

/** Whether a name is that of a metadata service, which no setting opens. */
export function isMetadataName(hostname: string): boolean {
  return metadataNames.has(splitName(hostname).join('.'));
}

/**
 * Makes the check of names (lower case) against exact names, and `*.` with a suffix, which stands for every
 * name under it and not for the suffix itself. A dot at the end of the name changes nothing.
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
