import { describeEventType } from './describe-event-type.ts';
import { describeOpening } from './describe-opening.ts';
import { describeProperties, readProperties } from './describe-schema-rows.ts';
import { describeTextForms } from './describe-text-forms.ts';
import type { EventTypeDefinition } from '../event-type-definition.ts';
import { formatCode, formatTable, formatText } from '../../kernel/format-markdown.ts';
import { mergeObjectSchemas } from './merge-object-schemas.ts';

/**
 * Generates `docs/events.md` for integrators: the body, then for each event type its description, the
 * shape of its data, and its sample. Everything but the opening comes from the event types. The Markdown
 * is formatted as prettier would.
 *
 * @throws Error for schema constructs that the page cannot describe; nothing is left out silently
 */
export function describeCatalogue(eventTypes: readonly EventTypeDefinition[]): string {
  const nouns = Map.groupBy(eventTypes, ({ name }) => name.slice(0, name.indexOf('.')));
  const sections = [
    describeOpening(),
    describeNames(eventTypes),
    ...[...nouns].map(([noun, ownEventTypes]) => describeNoun(noun, ownEventTypes)),
    describeForms(eventTypes),
  ];
  return `${sections.join('\n\n')}\n`;
}

function describeNames(eventTypes: readonly EventTypeDefinition[]): string {
  const rows = eventTypes.map(({ name, description }) => [
    `[${formatCode(name)}](#${toAnchor(name)})`,
    formatText(description),
  ]);
  return `## All event types\n\n${formatTable(['event type', 'when it fires'], rows)}`;
}

/** Returns GitHub's anchor for a heading with this name. */
function toAnchor(name: string): string {
  return name.replaceAll('.', '');
}

/** Describes the object of a noun once, then its event types. */
function describeNoun(noun: string, eventTypes: readonly EventTypeDefinition[]): string {
  const schemas = eventTypes.map(({ name, schema }) => {
    const own = readProperties(schema)[noun];
    if (!own) throw new Error(`The data of ${name} has no ${noun}.`);
    return own;
  });
  const schema = mergeObjectSchemas(noun, schemas);
  return [
    `## ${noun.charAt(0).toUpperCase()}${noun.slice(1)}`,
    `Fields of ${formatCode(noun)} in each of the events below:`,
    formatTable(['key', 'type', 'rule'], describeProperties(schema)),
    ...eventTypes.map((eventType) => describeEventType(eventType, { noun, schema })),
  ].join('\n\n');
}

function describeForms(eventTypes: readonly EventTypeDefinition[]): string {
  return [
    '## Text formats',
    'The JSON Schema formats and patterns behind the rules above:',
    describeTextForms(eventTypes.map(({ schema }) => schema)),
  ].join('\n\n');
}
