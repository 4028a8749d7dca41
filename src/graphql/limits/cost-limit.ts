import { costLimitRule } from '@escape.tech/graphql-armor-cost-limit';
import {
  Kind,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type NameNode,
  type OperationDefinitionNode,
  type ValueNode,
} from 'graphql';
import { longTextsMibMax, pageSizeDefault, pageSizeMax } from '../../kernel/graphql/index.ts';
import { LimitError } from './document-limits.ts';
import { countTextKib } from './long-texts.ts';

/**
 * Fields that a response may have, times the sizes of their pages; an object counts twice.
 * A page of 100 deliveries with every field and attempt is about 8,500, 20 webhooks with 10 deliveries
 * each 16,000; 100 webhooks with 100 deliveries each are 800,000.
 */
export const costMax = 25_000;

type Variables = Readonly<Record<string, unknown>>;

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
}

/** The most combinations of page sizes that are remembered for an operation. */
const passedMax = 100;

/** An operation whose cost was reckoned before. */
interface KnownOperation {
  defaults: Variables;
  /** The variables that give page sizes. */
  names: readonly string[];
  /** The values of these variables with which it is cheap enough. */
  passed: Set<string>;
}

/**
 * Creates the check. Reckoning walks over the document four times, so operations that passed are remembered, for as
 * long as the document exists.
 */
export function createCostCheck(schema: GraphQLSchema): CostCheck {
  const known = new WeakMap<OperationDefinitionNode, KnownOperation>();
  return {
    findError(document, operation, given = {}) {
      const { defaults, names, passed } = known.get(operation) ?? read(document, operation);
      const variables = { ...defaults, ...given };
      const key = JSON.stringify(names.map((name) => toSize(variables[name])));
      if (passed.has(key)) return null;
      const error = findLimitError(schema, writePageSizes(schema, document, variables));
      if (error) return error;
      if (passed.size >= passedMax) passed.clear();
      known.set(operation, { defaults, names, passed: passed.add(key) });
      return null;
    },
  };
}

function read(document: DocumentNode, operation: OperationDefinitionNode): KnownOperation {
  const names = new Set<string>();
  visit(document, {
    Argument({ name, value }) {
      if (isPageSize({ name }) && value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return { defaults: readVariableDefaults(operation), names: [...names], passed: new Set() };
}

function isPageSize({ name }: { name: string | NameNode }): boolean {
  const text = typeof name === 'string' ? name : name.value;
  return text === 'first' || text === 'last';
}

/** Null takes the default size. */
function toSize(value: unknown): number | 'invalid' | null {
  if (typeof value === 'number') return value;
  return value == null ? null : 'invalid';
}

function findLimitError(schema: GraphQLSchema, document: DocumentNode): LimitError | null {
  const error = findCostError(schema, document);
  if (error || countTextKib(schema, document) <= longTextsMibMax * 1_024) return error;
  return new LimitError(
    `An operation must not ask for more than ${longTextsMibMax} MiB of long texts: the descriptions of payloads and responses say how they count. Ask for smaller pages or fewer of these fields.`,
  );
}

/** @param document with the page sizes as numbers in the text */
function findCostError(schema: GraphQLSchema, document: DocumentNode): LimitError | null {
  const [error] = validate(schema, document, [
    (context) => {
      const reject = () =>
        context.reportError(new LimitError(`An operation must not cost more than ${costMax}.`));
      const options = { maxCost: costMax, depthCostFactor: 1, flattenFragments: true };
      return costLimitRule({ ...options, propagateOnRejection: false, onReject: [reject] })(
        context,
      );
    },
  ]);
  return (error as LimitError | undefined) ?? null;
}

/**
 * The rule reads only a `first` with a number in the text, so each page size is written as one. For a list without
 * pages the extension `expectedCount` gives the number of entries to count.
 */
function writePageSizes(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Variables,
): DocumentNode {
  const typeInfo = new TypeInfo(schema);
  const enter = (field: FieldNode): FieldNode | undefined => {
    const definition = typeInfo.getFieldDef();
    const expected = definition?.extensions.expectedCount;
    if (typeof expected === 'number') return { ...field, arguments: [writeFirst(expected)] };
    if (!definition?.args.some(isPageSize)) return undefined;
    const sizes = field.arguments?.filter(isPageSize) ?? [];
    const others = field.arguments?.filter((argument) => !isPageSize(argument)) ?? [];
    return { ...field, arguments: [writeFirst(readPageSize(sizes, variables)), ...others] };
  };
  return visit(document, visitWithTypeInfo(typeInfo, { Field: { enter } }));
}

/** Another operation of the document may declare the same variable with another default. */
function readVariableDefaults({ variableDefinitions = [] }: OperationDefinitionNode): Variables {
  return Object.fromEntries(
    variableDefinitions.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue?.kind === Kind.INT ? Number(defaultValue.value) : undefined,
    ]),
  );
}

/** With both `first` and `last`, which no page may have, the larger counts. */
function readPageSize(sizes: readonly ArgumentNode[], variables: Variables): number {
  const given = sizes
    .map(({ value }) => readSize(value, variables))
    .filter((size) => size !== null);
  return given.length === 0 ? pageSizeDefault : Math.max(...given);
}

function readSize(value: ValueNode, variables: Variables): number | null {
  if (value.kind === Kind.INT) return Number(value.value);
  const size = value.kind === Kind.VARIABLE ? variables[value.name.value] : null;
  if (size == null) return null;
  return typeof size === 'number' ? size : pageSizeMax;
}

function writeFirst(size: number): ArgumentNode {
  const value = String(Math.max(1, Math.trunc(size)));
  return {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: 'first' },
    value: { kind: Kind.INT, value },
  };
}
