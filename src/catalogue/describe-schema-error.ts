import type { ErrorObject } from 'ajv';
import { joinPath, type DataError } from './data-error.ts';

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  object: 'an object',
  array: 'a list',
  null: 'null',
};

/**
 * Converts an ajv error (with `verbose`) into a dot path and a short message. The message uses the words
 * of the schema and never the value. The path of a missing or unknown property is its own, not that of
 * its object.
 */
export function describeSchemaError(error: ErrorObject): DataError {
  const own: unknown = error.params.missingProperty ?? error.params.additionalProperty;
  const segments = readPointer(error.instancePath);
  return {
    path: joinPath(typeof own === 'string' ? [...segments, own] : segments),
    message: describeRule(error),
  };
}

/** Reads a JSON Pointer (RFC 6901) into its unescaped tokens. */
function readPointer(pointer: string): string[] {
  const tokens = pointer.split('/').slice(1);
  return tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function describeRule(error: ErrorObject): string {
  const limit = String(error.params.limit);
  switch (error.keyword) {
    case 'required':
      return 'is required';
    case 'additionalProperties':
      return 'is not a known property';
    case 'type':
      return `must be ${nameTypes(error.schema)}`;
    case 'enum':
      return `must be one of ${(error.schema as string[]).join(', ')}`;
    case 'minimum':
      return `must be at least ${limit}`;
    case 'maximum':
      return `must be at most ${limit}`;
    case 'minLength':
      return 'must not be empty';
    case 'maxLength':
      return `must have at most ${limit} characters`;
    case 'minItems':
      return 'must have at least one entry';
    case 'maxItems':
      return `must have at most ${limit} entries`;
    case 'minProperties':
      return 'must name at least one change';
    default:
      return `must be ${describeForm(error)}`;
  }
}

function nameTypes(types: unknown): string {
  const names = [types].flat().map((type) => typeNames[String(type)] ?? String(type));
  return names.join(' or ');
}

/** Uses the schema's description, because a pattern or format means little to a person. */
function describeForm({ parentSchema }: ErrorObject): string {
  return String(parentSchema?.description ?? 'in the format given by the schema');
}
