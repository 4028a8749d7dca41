import type { GraphQLSchema } from 'graphql';
import { listParts } from '../list-parts.ts';
import type { ChangelogSection } from './changelog.ts';
import { listBreakingChanges } from './find-changes.ts';

/** The texts by which a change of the contract is judged. */
export interface ContractChange {
  released: GraphQLSchema;
  current: GraphQLSchema;
  changelog: readonly ChangelogSection[];
  /** The date in UTC, `2026-11-24`. */
  today: string;
}

/** A deprecated part keeps working for so long after its release, as `docs/api.md` promises. */
const deprecatedDaysMin = 180;
const dayMs = 86_400_000;

/**
 * Lists what forbids a change of the schema, a sentence for each: a breaking change or a deprecation that the
 * changelog does not name, and a removal of what has not been deprecated for long enough.
 */
export function listProblems(change: ContractChange): string[] {
  const breaking = listBreakingChanges(change.released, change.current);
  const isUnnamed = isUnnamedUnder('Breaking', change.changelog);
  return [
    ...breaking
      .filter(({ coordinate }) => isUnnamed(coordinate))
      .map(({ coordinate, description }) => askForLine('Breaking', coordinate, description)),
    ...breaking
      .filter(({ isRemoval }) => isRemoval)
      .flatMap(({ coordinate }) => checkRemoval(coordinate, change)),
    ...listUnannounced(change),
  ];
}

/** Makes a test of whether the section of the next release lacks a name under a heading. */
function isUnnamedUnder(heading: string, changelog: readonly ChangelogSection[]) {
  const next = changelog.find(({ version }) => version === 'Unreleased');
  return (coordinate: string) => !next?.named.get(heading)?.has(coordinate);
}

function askForLine(heading: string, coordinate: string, description: string): string {
  return `${description} Add to CHANGELOG.md, under "### ${heading}" of "## [Unreleased]", the line:
- \`${coordinate}\`: ${description}`;
}

function checkRemoval(
  coordinate: string,
  { released, changelog, today }: ContractChange,
): string[] {
  const { deprecationReason } = listParts(released).find(({ place }) => place === coordinate) ?? {};
  if (!deprecationReason)
    return [`${coordinate} is not deprecated in the released schema: ${rule}`];
  const dates = changelog
    .filter(({ named }) => named.get('Deprecated')?.has(coordinate))
    .flatMap(({ date }) => date ?? []);
  const [date] = dates.sort();
  if (date === undefined) {
    return [`No release in CHANGELOG.md has \`${coordinate}\` under "### Deprecated": ${rule}`];
  }
  const removable = new Date(Date.parse(date) + deprecatedDaysMin * dayMs)
    .toISOString()
    .slice(0, 10);
  if (today >= removable) return [];
  return [`${coordinate} may not be removed before ${removable}: ${rule}`];
}

const rule = `a part is deprecated for ${deprecatedDaysMin} days before it is removed.`;

/** Asks for a line for each part that is deprecated now and was not at the last release. */
function listUnannounced({ released, current, changelog }: ContractChange): string[] {
  const isUnnamed = isUnnamedUnder('Deprecated', changelog);
  const before = new Set(listDeprecated(released).map(({ place }) => place));
  return listDeprecated(current)
    .filter(({ place }) => !before.has(place) && isUnnamed(place))
    .map(({ place, deprecationReason }) =>
      askForLine('Deprecated', place, `${place} is deprecated. ${deprecationReason}`),
    );
}

function listDeprecated(schema: GraphQLSchema) {
  return listParts(schema).filter(({ deprecationReason }) => deprecationReason !== null);
}
