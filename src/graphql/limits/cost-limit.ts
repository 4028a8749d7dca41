import { costLimitRule } from '@escape.tech/graphql-armor-cost-limit';
import {
  Kind,
  OperationTypeNode,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { longTextsMibMax, updateTextsMibMax } from '../../kernel/graphql/index.ts';
import { LimitError } from './document-limits.ts';
import { countTextKib } from './long-texts.ts';
import {
  listSizeVariables,
  readVariableDefaults,
  writePageSizes,
  type Variables,
} from './page-sizes.ts';

/**
 * Fields that a response may have, times the sizes of their pages; an object counts twice.
 * A page of 100 deliveries with every field and attempt is about 8,500, 20 webhooks with 10 deliveries
 * each 16,000; 100 webhooks with 100 deliveries each are 800,000.
 */
export const costMax = 25_000;

/**
 * The same for one message of a subscription, which a burst sends for thousands of events. A delivery with every field,
 * its webhook, event and attempts is about 85, and 20 deliveries with three fields each 140; a list of 100 ids is 500
 * alone. A point takes 1.5 to 3 µs of the thread.
 */
export const updateCostMax = 500;

/** Checks the costs of operations. */
export interface CostCheck {
  /**
   * The error of an operation of the document that costs too much or asks for too many long texts, or null. Page sizes
   * come from the text, the variables or the defaults.
   */
  findError(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables?: Variables,
  ): LimitError | null;
  /** The cost of the same, whether it is too much or not: for a subscription, of one message. */
  reckonCost(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables?: Variables,
  ): number;
}

/** The costs of an operation with certain page sizes. */
interface Costs {
  cost: number;
  textKib: number;
}

/** The most combinations of page sizes that are remembered for an operation. */
const knownMax = 100;

/** An operation whose costs were reckoned before. */
interface KnownOperation {
  defaults: Variables;
  /** The variables that give page sizes. */
  names: readonly string[];
  /** The costs with certain values of these variables. */
  costs: Map<string, Costs>;
}

/**
 * Creates the check. Reckoning walks over the document four times, so the costs of operations are remembered, for as
 * long as the document exists.
 */
export function createCostCheck(schema: GraphQLSchema): CostCheck {
  const known = new WeakMap<OperationDefinitionNode, KnownOperation>();

  function find(document: DocumentNode, operation: OperationDefinitionNode, given: Variables) {
    const found = known.get(operation) ?? read(document, operation);
    known.set(operation, found);
    const { defaults, names, costs } = found;
    const variables = { ...defaults, ...given };
    const key = JSON.stringify(names.map((name) => toSize(variables[name])));
    const own = costs.get(key) ?? reckon(schema, isolate(document, operation), variables);
    if (costs.size >= knownMax) costs.clear();
    costs.set(key, own);
    return own;
  }

  return {
    findError: (document, operation, variables = {}) =>
      findLimitError(find(document, operation, variables), operation),
    reckonCost: (document, operation, variables = {}) => find(document, operation, variables).cost,
  };
}

function read(document: DocumentNode, operation: OperationDefinitionNode): KnownOperation {
  const names = listSizeVariables(document);
  return { defaults: readVariableDefaults(operation), names, costs: new Map() };
}

/** Null takes the default size. */
function toSize(value: unknown): number | 'invalid' | null {
  if (typeof value === 'number') return value;
  return value == null ? null : 'invalid';
}

/** Leaves out the other operations, which are not executed. */
function isolate(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode {
  const definitions = document.definitions.filter(
    (definition) => definition.kind !== Kind.OPERATION_DEFINITION || definition === operation,
  );
  return { ...document, definitions };
}

function reckon(schema: GraphQLSchema, document: DocumentNode, variables: Variables): Costs {
  const written = writePageSizes(schema, document, variables);
  return { cost: reckonFields(schema, written), textKib: countTextKib(schema, written) };
}

/** @param document of one operation, with the page sizes as numbers in the text */
function reckonFields(schema: GraphQLSchema, document: DocumentNode): number {
  let cost = 0;
  const note = (_context: unknown, { n }: { n: number }) => void (cost = n);
  const options = { maxCost: Infinity, depthCostFactor: 1, flattenFragments: true };
  validate(schema, document, [
    (context) => costLimitRule({ ...options, onAccept: [note] })(context),
  ]);
  return cost;
}

function findLimitError(
  { cost, textKib }: Costs,
  { operation }: OperationDefinitionNode,
): LimitError | null {
  const isLive = operation === OperationTypeNode.SUBSCRIPTION;
  const name = isLive ? 'A message of a subscription' : 'An operation';
  const points = isLive ? updateCostMax : costMax;
  const mebibytes = isLive ? updateTextsMibMax : longTextsMibMax;
  if (cost > points) return new LimitError(`${name} must not cost more than ${points}.`);
  if (textKib <= mebibytes * 1_024) return null;
  return new LimitError(
    `${name} must not ask for more than ${mebibytes} MiB of long texts: the descriptions of payloads and responses say how they count. Ask for smaller pages or fewer of these fields.`,
  );
}
