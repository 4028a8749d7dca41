import { describeEventData, type NounObject } from './describe-event-data.ts';
import { describeKey } from './describe-schema-rows.ts';
import type { EventTypeDefinition, JsonSchema } from '../event-type-definition.ts';
import { formatCode, formatJson, formatTable, formatText } from '../../kernel/format-markdown.ts';

const draft07 = 'http://json-schema.org/draft-07/schema#';

/**
 * Generates the section of one event type: its description, the keys of `data`, and its sample as the
 * body of a request.
 *
 * @throws Error for a schema construct that cannot be described, and for a sample without `updatedAt`
 */
export function describeEventType(eventType: EventTypeDefinition, object: NounObject): string {
  const { name, description, schema } = eventType;
  requirePlainData(name, schema);
  return [
    `### ${formatCode(name)}`,
    formatText(description),
    formatTable(['key of `data`', 'type', 'rule'], describeEventData(schema, object)),
    formatJson(buildSampleBody(eventType, object.noun)),
  ].join('\n\n');
}

/** Makes sure that the schema has nothing beyond what the tables and the opening describe. */
function requirePlainData(name: string, { $schema: dialect, ...schema }: JsonSchema): void {
  if (dialect !== draft07) throw new Error(`The schema of ${name} is not draft-07.`);
  const [, type, rule] = describeKey(`data of ${name}`, schema);
  if (type === 'object' && rule === '') return;
  throw new Error(
    `The page cannot describe rules for the whole data of ${name} yet: ${type} ${rule}`,
  );
}

/** Builds a body with the sample, as if the event had occurred at the last change of its object. */
function buildSampleBody({ name, sample }: EventTypeDefinition, noun: string): object {
  const { updatedAt } = (sample[noun] ?? {}) as { updatedAt?: unknown };
  if (typeof updatedAt !== 'string') throw new Error(`The sample of ${name} has no updatedAt.`);
  // To the second, as in every body.
  const timestamp = `${new Date(updatedAt).toISOString().slice(0, 19)}Z`;
  return { event: name, data: sample, timestamp };
}
