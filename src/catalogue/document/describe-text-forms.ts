import { isDeepStrictEqual } from 'node:util';
import { readProperties } from './describe-schema-rows.ts';
import type { JsonSchema } from '../event-type-definition.ts';
import { formatCode, formatTable, formatText } from './format-markdown.ts';

/** A form of text: what the rules call it, and what it is exactly. */
type TextForm = Pick<JsonSchema, 'description' | 'format' | 'pattern'>;

/** A table of the formats and patterns in these schemas that the rules only describe, each once. */
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
  return formatTable(['form', 'format', 'pattern'], rows);
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
