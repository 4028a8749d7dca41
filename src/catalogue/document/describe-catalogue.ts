import { describeEventType } from './describe-event-type.ts';
import { describeOpening } from './describe-opening.ts';
import { describeProperties, readProperties } from './describe-schema-rows.ts';
import { describeTextForms } from './describe-text-forms.ts';
import type { EventTypeDefinition } from '../event-type-definition.ts';
import { formatCode, formatTable, formatText } from './format-markdown.ts';
import { mergeObjectSchemas } from './merge-object-schemas.ts';

/**
 * The page `docs/events.md` for integrators: what a body is, then for each event type its sentence,
 * the shape of its data, and its sample. All but the opening comes from the event types. The text is
 * Markdown as prettier lays it out.
 *
 * @throws Error for what the page has no words for: nothing of a schema is left out silently
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

/** The anchor that GitHub gives to a heading of this name. */
function toAnchor(name: string): string {
  return name.replaceAll('.', '');
}

/** The object of a noun, once, and its event types. */
function describeNoun(noun: string, eventTypes: readonly EventTypeDefinition[]): string {
  const schemas = eventTypes.map(({ name, schema }) => {
    const own = readProperties(schema)[noun];
    if (!own) throw new Error(`data of ${name} has no ${noun}, and the page describes none.`);
    return own;
  });
  const schema = mergeObjectSchemas(noun, schemas);
  return [
    `## ${noun.charAt(0).toUpperCase()}${noun.slice(1)}`,
    `What ${formatCode(noun)} holds in each of the events below:`,
    formatTable(['key', 'type', 'rule'], describeProperties(schema)),
    ...eventTypes.map((eventType) => describeEventType(eventType, { noun, schema })),
  ].join('\n\n');
}

function describeForms(eventTypes: readonly EventTypeDefinition[]): string {
  return [
    '## Forms of text',
    'What the rules above describe in words, as JSON Schema has it:',
    describeTextForms(eventTypes.map(({ schema }) => schema)),
  ].join('\n\n');
}
