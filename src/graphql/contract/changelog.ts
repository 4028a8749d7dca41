/** The section of one version, or of what is not released yet. */
export interface ChangelogSection {
  /** `0.1.0` or `Unreleased`. */
  version: string;
  /** Of the release, `2026-11-24`; null for what is not released. */
  date: string | null;
  /** Texts in backticks, by the heading under which they are. */
  named: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Reads the sections of `CHANGELOG.md`, newest first. */
export function readChangelog(text: string): ChangelogSection[] {
  const [, ...sections] = text.split(/^## /m);
  return sections.map((section) => {
    const [, version = '', date = null] = /^\[([^\]]+)\](?: - (\S+))?/.exec(section) ?? [];
    return { version, date, named: readNamed(section) };
  });
}

function readNamed(section: string): Map<string, Set<string>> {
  const [, ...parts] = section.split(/^### /m);
  return new Map(
    parts.map((part) => {
      const heading = part.slice(0, part.indexOf('\n')).trim();
      const names = Array.from(part.matchAll(/`([^`\n]+)`/g), ([, name = '']) => name);
      return [heading, new Set(names)];
    }),
  );
}
