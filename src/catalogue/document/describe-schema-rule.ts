import type { JsonSchema } from '../event-type-definition.ts';
import { formatCode, formatText } from '../../kernel/format-markdown.ts';

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  object: 'object',
  array: 'list',
};

/** Keywords that this file describes, or the functions that visit the children. */
const knownKeywords: ReadonlySet<string> = new Set(
  `type description enum pattern format minLength maxLength minimum maximum
   items minItems maxItems properties required additionalProperties minProperties`.split(/\s+/),
);

/**
 * Describes the type of a value: `text`, `whole number or null`.
 *
 * @throws Error for an unknown type, and for several types other than null
 */
export function describeSchemaType(schema: JsonSchema, path: string): string {
  const types = [schema.type].flat();
  const [type, ...others] = types.filter((each) => each !== 'null');
  const name = typeNames[String(type)];
  if (name === undefined || others.length > 0) throw unknown(path, `type ${show(schema.type)}`);
  return types.includes('null') ? `${name} or null` : name;
}

/**
 * Describes the rules for a value besides its type, in Markdown: its meaning or format, then its limits.
 * Empty if there are none. Does not describe children of objects and lists.
 *
 * @throws Error for an unknown keyword, and for an object that allows additional keys
 */
export function describeSchemaRule(schema: JsonSchema, path: string): string {
  const strange = Object.keys(schema).find((keyword) => !knownKeywords.has(keyword));
  if (strange !== undefined) throw unknown(path, `keyword ${strange}`);
  if ([schema.type].flat().includes('object') && schema.additionalProperties !== false) {
    throw unknown(path, 'object that allows additional keys');
  }
  return joinRules([
    describeForm(schema),
    describeRange(schema.minLength, schema.maxLength, ' character', ' characters'),
    describeRange(schema.minimum, schema.maximum),
    describeRange(schema.minItems, schema.maxItems, ' entry', ' entries'),
    describeRange(schema.minProperties, undefined, ' key', ' keys'),
    Array.isArray(schema.enum) ? `one of ${schema.enum.map(formatValue).join(', ')}` : '',
  ]);
}

/** Joins rules into one; skips empty ones. */
export function joinRules(rules: readonly string[]): string {
  return rules.filter((rule) => rule !== '').join('; ');
}

/** Uses the description if there is one, and otherwise the format and the pattern. */
function describeForm({ description, format, pattern }: JsonSchema): string {
  if (typeof description === 'string') return formatText(description);
  return joinRules([
    typeof format === 'string' ? `format ${formatCode(format)}` : '',
    typeof pattern === 'string' ? `pattern ${formatCode(pattern)}` : '',
  ]);
}

function describeRange(least: unknown, most: unknown, unit = '', units = unit): string {
  const count = (limit: unknown) => `${formatLimit(limit)}${limit === 1 ? unit : units}`;
  if (least === undefined && most === undefined) return '';
  if (least === most) return `exactly ${count(least)}`;
  if (most === undefined) return `at least ${count(least)}`;
  if (least === undefined) return `at most ${count(most)}`;
  return `${formatLimit(least)} to ${count(most)}`;
}

function formatLimit(limit: unknown): string {
  return typeof limit === 'number' ? limit.toLocaleString('en-US') : show(limit);
}

function formatValue(value: unknown): string {
  return formatCode(typeof value === 'string' ? value : show(value));
}

function show(value: unknown): string {
  const json = JSON.stringify(value) as string | undefined;
  return json ?? 'undefined';
}

function unknown(path: string, what: string): Error {
  return new Error(`${path} has a construct that docs/events.md cannot describe yet: ${what}.`);
}
