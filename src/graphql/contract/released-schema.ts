/** The schema of the last release. It is a file, since a checkout may have neither history nor tags. */
export const releasedFile = 'docs/released/schema.graphql';

const firstLine = /^# The schema of version (\S+), written by npm run release:schema\.\n/;

/** Writes the text of the released file. */
export function writeReleased(version: string, schema: string): string {
  return `# The schema of version ${version}, written by npm run release:schema.\n${schema}`;
}

/** Reads the version from the text of the released file. Null if it is not there. */
export function readReleasedVersion(text: string): string | null {
  return firstLine.exec(text)?.[1] ?? null;
}
