import { formatTable } from '../../kernel/format-markdown.ts';
import {
  longTextsMibMax,
  pageSizeDefault,
  pageSizeMax,
  updateTextsMibMax,
} from '../../kernel/graphql/index.ts';
import { costMax, updateCostMax } from '../limits/cost-limit.ts';
import { introspectionTimesMax } from '../limits/introspection-limit.ts';
import { levelLimits, parseLimits, partLimits } from '../limits/document-limits.ts';
import { bodyBytesMax, queryBytesMax } from '../limits/request-limits.ts';
import { inputsMax } from '../limits/inputs-limit.ts';
import { variablesDepthMax } from '../limits/variables-limit.ts';
import { frameBytesMax, operationIdMax, socketLimits } from '../limits/socket-limits.ts';

/** Describes the limits of one operation and one socket. */
export function describeLimits(): string {
  const { depth, introspectionDepth, rootFields } = levelLimits;
  const { operations, fragments, selections, selectionSets } = partLimits;
  const { aliases, aliasLength, directives } = partLimits;
  const kib = (bytes: number) => `${bytes / 1024} KiB`;
  return formatTable(
    ['what', 'limit'],
    [
      ['page size; when none is given', `${pageSizeMax}; ${pageSizeDefault}`],
      ['levels of an operation; of an introspection', `${depth}; ${introspectionDepth}`],
      ['root fields of an operation', write(rootFields)],
      ['operations; fragments of a query text', `${operations}; ${fragments}`],
      ['selections of a query text; selection sets', `${selections}; ${selectionSets}`],
      ['aliases; directives; characters of an alias', `${aliases}; ${directives}; ${aliasLength}`],
      ['levels of the variables', write(variablesDepthMax)],
      [
        'objects and entries of lists in variables',
        `${write(inputsMax)}, without those in JSON values`,
      ],
      ['tokens of the query text', write(parseLimits.maxTokens)],
      ['cost: fields times page sizes', write(costMax)],
      ['the same for a message of a subscription', write(updateCostMax)],
      ['introspection', `${introspectionTimesMax} times the standard query`],
      ['long texts: payloads, headers and bodies', `${longTextsMibMax} MiB`],
      ['the same for a message of a subscription', `${updateTextsMibMax} MiB`],
      ['body of a call; query text', `${kib(bodyBytesMax)}; ${kib(queryBytesMax)}`],
      ['frame of a WebSocket', kib(frameBytesMax)],
      ['characters of the id of an operation on a socket', write(operationIdMax)],
      ['operations and subscriptions of a socket', write(socketLimits.operationsMax)],
      ['sockets of a workspace on a node', write(socketLimits.perWorkspace)],
    ],
  );
}

function write(count: number): string {
  return count.toLocaleString('en-US');
}
