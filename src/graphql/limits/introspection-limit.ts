import {
  getIntrospectionQuery,
  getOperationAST,
  getVariableValues,
  parse,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { findFragments, isIntrospection, listFields } from './document-levels.ts';
import { LimitError } from './document-limits.ts';
import { measureIntrospection } from './introspection-size.ts';

/**
 * The most that an introspection may read of the schema, as a multiple of the standard introspection query. Explorers and code
 * generators send that query, some of them with `__typename` in each object. At the limit, an introspection takes 30 ms.
 */
export const introspectionTimesMax = 2;

type Variables = Readonly<Record<string, unknown>>;

/** Checks how much operations read of the schema. */
export interface IntrospectionCheck {
  /** The error of a valid operation that reads too much of the schema, or null. Takes 8 ms at most. */
  findError(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables?: Variables,
  ): LimitError | null;
}

/**
 * Creates the check. Types lead to fields and fields to types, so aliases multiply at each level: a text of 550 bytes could
 * ask for an answer of 120 MB. The limit follows from the schema itself, and so grows with it.
 */
export function createIntrospectionCheck(schema: GraphQLSchema): IntrospectionCheck {
  const sizeMax = introspectionTimesMax * measureStandard(schema);
  return {
    findError(document, operation, variables = {}) {
      if (measure(schema, document, operation, variables, sizeMax) <= sizeMax) return null;
      return new LimitError(
        `An introspection must not read more than ${introspectionTimesMax} times as much as the standard introspection query.`,
      );
    },
  };
}

/** Measures the standard query with all its options. */
function measureStandard(schema: GraphQLSchema): number {
  const document = parse(
    getIntrospectionQuery({
      ...{ specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true },
      ...{ inputValueDeprecation: true, oneOf: true },
    }),
  );
  const operation = getOperationAST(document);
  return operation ? measure(schema, document, operation, {}, Infinity) : 0;
}

function measure(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Variables,
  max: number,
): number {
  const fragments = findFragments(document);
  const roots = listFields(operation.selectionSet, fragments).filter(isIntrospection);
  if (roots.length === 0) return 0;
  const { variableDefinitions = [] } = operation;
  const { coerced } = getVariableValues(schema, variableDefinitions, given, { maxErrors: 1 });
  // Without values of all variables nothing is executed.
  return coerced ? measureIntrospection({ schema, fragments, variables: coerced }, roots, max) : 0;
}
