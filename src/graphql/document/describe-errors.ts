import type { GraphQLSchema } from 'graphql';
import { formatCode, formatTable } from '../../kernel/format-markdown.ts';
import { userErrorMeanings } from '../../kernel/index.ts';
import { requestErrors } from '../request-errors.ts';
import { closeCodes } from './close-codes.ts';

/** Describes every code of `userErrors`, with the mutations that can give it. */
export function describeUserErrors(schema: GraphQLSchema): string {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const rows = Object.entries(userErrorMeanings).map(([code, meaning]) => [
    formatCode(code),
    meaning,
    mutations
      .filter(({ extensions }) => (extensions.userErrorCodes as string[]).includes(code))
      .map(({ name }) => formatCode(name))
      .join(' '),
  ]);
  return formatTable(['code', 'meaning, and what to do', 'given by'], rows);
}

/** Describes every code of a top-level error. */
export function describeRequestErrors(): string {
  const rows = Object.entries(requestErrors).map(([code, { status, cause, advice }]) => [
    formatCode(code),
    status,
    cause,
    advice,
  ]);
  return formatTable(['code', 'HTTP status', 'where it comes from', 'what a client does'], rows);
}

/** Describes the close codes of a WebSocket. */
export function describeCloseCodes(): string {
  const rows = closeCodes.map(([code, meaning, reaction]) => [String(code), meaning, reaction]);
  return formatTable(['code', 'meaning', 'what clients of graphql-ws do'], rows);
}
