import { isDeepStrictEqual } from 'node:util';
import { readProperties } from './describe-schema-rows.ts';
import type { JsonSchema } from '../event-type-definition.ts';
import { formatCode, formatTable, formatText } from '../../kernel/format-markdown.ts';

/** A text format: its description in the rules, and its exact definition. */
type TextForm = Pick<JsonSchema, 'description' | 'format' | 'pattern'>;

/** Returns a table of the formats and patterns behind descriptions in these schemas, each listed once. */
export function describeTextForms(schemas: readonly JsonSchema[]): string {
  const forms: TextForm[] = [];
  for (const form of schemas.flatMap(listForms)) {
    if (!forms.some((known) => isDeepStrictEqual(known, form))) forms.push(form);
  }
  const rows = forms.map((form) => [
    formatText(String(form.description)),
    formatWord(form.format),
    formatWord(form.pattern),
  ]);
  return formatTable(['text', 'format', 'pattern'], rows);
}

function listForms(schema: JsonSchema): readonly TextForm[] {
  const { description, format, pattern, items } = schema;
  const isForm = description !== undefined && (format !== undefined || pattern !== undefined);
  const children = [...Object.values(readProperties(schema)), ...[items ?? []].flat()];
  return [
    ...(isForm ? [{ description, format, pattern }] : []),
    ...children.flatMap((child) => listForms(child as JsonSchema)),
  ];
}

function formatWord(word: unknown): string {
  return typeof word === 'string' ? formatCode(word) : '';
}
