import {
  getArgumentValues,
  getNamedType,
  GraphQLError,
  isObjectType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { listFields, type Fragments } from './document-levels.ts';

/**
 * Characters that each value, and each object of a list, counts beside its name and its text. The execution takes less than
 * 40 ns for each character so counted, and for the standard introspection query 20 ns.
 */
const valueCharacters = 20;

/** A valid document, with the values of its variables as graphql-js coerces them. */
export interface IntrospectionDocument {
  schema: GraphQLSchema;
  fragments: Fragments;
  variables: Record<string, unknown>;
}

type Arguments = Record<string, unknown>;

/** A field of the introspection types. */
type Field = GraphQLField<unknown, unknown>;

/**
 * Measures what fields of the query root read of the schema, in characters of the answer and some more for each value.
 * Walks through the schema as the execution would, so lists and aliases count as often as the answer has them. Counts also
 * equal fields, which the execution merges, and skipped ones. Stops soon after `max`.
 *
 * @param roots `__schema` and `__type`
 */
export function measureIntrospection(
  { schema, fragments, variables }: IntrospectionDocument,
  roots: readonly FieldNode[],
  max: number,
): number {
  const fieldsOf = new Map<SelectionSetNode, FieldNode[]>();
  const argumentsOf = new Map<FieldNode, Arguments | null>();
  let size = 0;

  function addField(node: FieldNode, type: GraphQLObjectType, source: unknown): void {
    if (size > max) return;
    size += valueCharacters + (node.alias ?? node.name).value.length;
    const field = findField(type, node.name.value);
    if (field) addValue(node, getNamedType(field.type), resolve(field, node, source));
    else size += type.name.length; // `__typename`
  }

  function addValue(node: FieldNode, type: GraphQLNamedType, value: unknown): void {
    if (Array.isArray(value)) {
      for (const entry of value) addValue(node, type, entry);
    } else if (value != null && isObjectType(type)) {
      size += valueCharacters;
      for (const child of listChildren(node)) addField(child, type, value);
    } else size += String(value).length;
  }

  function listChildren({ selectionSet }: FieldNode): readonly FieldNode[] {
    if (!selectionSet) return [];
    const known = fieldsOf.get(selectionSet) ?? listFields(selectionSet, fragments);
    fieldsOf.set(selectionSet, known);
    return known;
  }

  function resolve(field: Field, node: FieldNode, source: unknown): unknown {
    const given = argumentsOf.get(node) ?? readArguments(field, node, variables);
    argumentsOf.set(node, given);
    const info = { schema } as GraphQLResolveInfo; // no introspection field takes more of it
    return given && field.resolve?.(source, given, undefined, info);
  }

  const query = schema.getQueryType();
  if (query) for (const root of roots) addField(root, query, undefined);
  return size;
}

function findField(type: GraphQLObjectType, name: string): Field | undefined {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  return name === TypeMetaFieldDef.name ? TypeMetaFieldDef : type.getFields()[name];
}

/** Null for a field that the execution answers with an error: the variable of its name is null. */
function readArguments(field: Field, node: FieldNode, variables: Arguments): Arguments | null {
  try {
    return getArgumentValues(field, node, variables);
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}
