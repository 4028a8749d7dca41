import type { GraphQLSchema } from 'graphql';
import { listParts } from '../list-parts.ts';
import type { ChangelogSection } from './changelog.ts';
import { listBreakingChanges } from './find-changes.ts';
import { listDefaultChanges, type InputChange } from './find-input-changes.ts';

/** The texts by which a change of the contract is judged. */
export interface ContractChange {
  released: GraphQLSchema;
  current: GraphQLSchema;
  changelog: readonly ChangelogSection[];
  /** The date in UTC, `2026-11-24`. */
  today: string;
}

/** A deprecated part keeps working for so long after its newest announcement, as `docs/api.md` promises. */
const deprecatedDaysMin = 180;
const dayMs = 86_400_000;

/**
 * Lists what forbids a change of the schema, a sentence for each: a breaking change, another default or a deprecation
 * that the changelog does not name, and a removal of what has not been deprecated for long enough.
 */
export function listProblems(change: ContractChange): string[] {
  const breaking = listBreakingChanges(change.released, change.current);
  return [
    ...listUnnamed('Breaking', breaking, change),
    ...listUnnamed('Changed', listDefaultChanges(change.released, change.current), change),
    ...breaking
      .filter(({ isRemoval }) => isRemoval)
      .flatMap(({ coordinate }) => checkRemoval(coordinate, change)),
    ...listUnannounced(change),
  ];
}

/** Asks for a line for each change that the section of the next release lacks under a heading. */
function listUnnamed(
  heading: string,
  changes: readonly InputChange[],
  { changelog }: ContractChange,
): string[] {
  const next = changelog.find(({ version }) => version === 'Unreleased');
  return changes
    .filter(({ coordinate }) => !next?.named.get(heading)?.has(coordinate))
    .map(({ coordinate, description }) => askForLine(heading, coordinate, description));
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
  const date = dates.sort().at(-1); // the part may have been without the mark in between
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
function listUnannounced(change: ContractChange): string[] {
  const before = new Set(listDeprecated(change.released).map(({ place }) => place));
  const deprecated = listDeprecated(change.current)
    .filter(({ place }) => !before.has(place))
    .map(({ place, deprecationReason }) => ({
      coordinate: place,
      description: `${place} is deprecated. ${deprecationReason}`,
    }));
  return listUnnamed('Deprecated', deprecated, change);
}

function listDeprecated(schema: GraphQLSchema) {
  return listParts(schema).filter(({ deprecationReason }) => deprecationReason !== null);
}
