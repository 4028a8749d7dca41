import { describeEventData, type NounObject } from './describe-event-data.ts';
import { describeKey } from './describe-schema-rows.ts';
import type { EventTypeDefinition, JsonSchema } from '../event-type-definition.ts';
import { formatCode, formatJson, formatTable, formatText } from './format-markdown.ts';

const draft07 = 'http://json-schema.org/draft-07/schema#';

/**
 * The section of one event type: its sentence, the keys of `data`, and its sample as the body of a
 * request.
 *
 * @throws Error for a construct of the schema without words, and for a sample without `updatedAt`
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

/** The tables tell what is inside `data`, and the opening names the dialect: both must be all there is. */
function requirePlainData(name: string, { $schema: dialect, ...schema }: JsonSchema): void {
  if (dialect !== draft07) throw new Error(`The schema of ${name} is not of draft-07.`);
  const [, type, rule] = describeKey(`data of ${name}`, schema);
  if (type === 'object' && rule === '') return;
  throw new Error(
    `data of ${name} is more than an object, which has no place yet: ${type} ${rule}`,
  );
}

/** The body that carries the sample, as if the event had occurred when its object was last changed. */
function buildSampleBody({ name, sample }: EventTypeDefinition, noun: string): object {
  const { updatedAt } = (sample[noun] ?? {}) as { updatedAt?: unknown };
  if (typeof updatedAt !== 'string') throw new Error(`The sample of ${name} has no updatedAt.`);
  // To the second, as every body has it.
  const timestamp = `${new Date(updatedAt).toISOString().slice(0, 19)}Z`;
  return { event: name, data: sample, timestamp };
}
