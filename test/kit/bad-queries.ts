/** A query that may cost a node more than its answer is worth. */
export interface BadQuery {
  query: string;
  /** JSON text, since not all of it can be written as values. */
  variables?: string;
  /** The code of its error; null for one that is answered. */
  code: string | null;
}

const list = (count: number, write: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => write(n)).join(' ');
const nest = (count: number, open: string, inner: string, close: string) =>
  open.repeat(count) + inner + close.repeat(count);

const unparsed = (query: string): BadQuery => ({ query, code: 'GRAPHQL_PARSE_FAILED' });
const invalid = (query: string, variables?: string): BadQuery => ({
  query,
  ...(variables !== undefined && { variables }),
  code: 'GRAPHQL_VALIDATION_FAILED',
});

const webhooks = 'query ($search: String) { webhooks(search: $search) { totalCount { count } } }';
const deliveries =
  'query ($filter: DeliveryFilter) { deliveries(filter: $filter) { totalCount { count } } }';
const publish =
  'mutation ($data: JSON!) { publishEvents(input: { events: [{ type: "rent.created", data: $data }] }) { userErrors { code } } }';
const preview =
  'query ($filter: WebhookFilterInput) { previewWebhook(input: { events: ["*"], filter: $filter }) { userErrors { code } } }';
const badInput = (query: string, variables: string): BadQuery => ({
  query,
  variables,
  code: 'BAD_USER_INPUT',
});
const answered = (query: string, variables: string): BadQuery => ({
  query,
  variables,
  code: null,
});

/** Fragments that spread each other twice: 2^40 fields if each spread were followed. */
const doubling = list(40, (n) => `fragment F${n} on Webhook { ...F${n + 1} ...F${n + 1} }`);

/**
 * By their kind: each beyond a limit, at a limit where that takes the most time, or malformed. Measured by the figure
 * `bad-queries` and sent over both transports by a test.
 */
export const badQueries: Readonly<Record<string, BadQuery>> = {
  'too many tokens': unparsed(nest(8_000, '{ webhook ', '{ id }', ' }')),
  deep: invalid(nest(800, '{ webhook ', '{ id }', ' }')),
  'deep in fragments': invalid(
    `{ webhooks { nodes { ...F0 } } } ${list(7, (n) => `fragment F${n} on Webhook { deliveries { nodes { webhook { ...F${n + 1} } } } }`)} fragment F7 on Webhook { id }`,
  ),
  'inline fragments in each other': invalid(nest(800, '{ ... ', '{ viewer { scopes } }', ' }')),
  'nested introspection': invalid(
    `{ __schema { types { ${nest(18, 'ofType { ', 'name', ' }')} } } }`,
  ),
  'introspection in pairs': invalid(
    `{ __type(name: "Query") { ...F0 } } ${list(40, (n) => `fragment F${n} on __Type { fields { type { ...F${n + 1} } } ofType { ...F${n + 1} } }`)} fragment F40 on __Type { name }`,
  ),
  'aliases that multiply in an introspection': invalid(
    `{ __schema { ${list(6, (n) => `a${n}: types { ...A }`)} } } ${list(2, (n) => `fragment ${'AC'[n]} on __Type { ${list(6, (m) => `a${m}: fields { ...${'BD'[n]} }`)} }`)} fragment B on __Field { ${list(6, (n) => `a${n}: type { ...C }`)} } fragment D on __Field { ${list(6, (n) => `a${n}: type { name }`)} }`,
  ),
  '30 introspections': invalid(
    `{ ${list(30, (n) => `a${n}: __schema { ...S }`)} } fragment S on __Schema { types { fields { type { ofType { ofType { ofType { ...T } ...T } ...T } ...T } } } } fragment T on __Type { fields { type { ofType { ofType { ofType { name } } } } args { type { ofType { ofType { ofType { name } } } } } } }`,
  ),
  wide: invalid(`{ ${list(2_400, (n) => `f${n}`)} }`),
  'as wide as allowed': invalid(`{ webhook(id: "x") { ${list(498, (n) => `f${n}`)} } }`),
  aliases: invalid(`{ ${list(31, (n) => `a${n}: viewer { scopes }`)} }`),
  'a long alias': invalid(`{ webhooks { nodes { ${'a'.repeat(120_000)}: id } } }`),
  'root fields': invalid(`{ ${list(31, () => '__typename')} }`),
  'root fields in fragments': invalid(
    `{ ...F ...F ...G } fragment F on Query { ${'__typename '.repeat(16)} ...G } fragment G on Query { ${'__typename '.repeat(15)} }`,
  ),
  'a circle of fragments': invalid(
    `{ webhooks { nodes { ...F0 } } } ${list(50, (n) => `fragment F${n} on Webhook { id ...F${(n + 1) % 50} }`)}`,
  ),
  'a circle of long names': invalid(
    `{ webhooks { nodes { ...F } } } fragment F on Webhook { ...${'G'.repeat(50_000)} } fragment ${'G'.repeat(50_000)} on Webhook { ...F }`,
  ),
  '20,000 spreads': unparsed(`{ ${'...F '.repeat(20_000)} } fragment F on Query { __typename }`),
  '1,200 spreads': invalid(`{ ${'...F '.repeat(1_200)} } fragment F on Query { __typename }`),
  'fragments that double': invalid(
    `{ webhooks { nodes { ...F0 } } } ${doubling} fragment F40 on Webhook { id }`,
  ),
  'spreads of all fragments': invalid(
    `{ webhooks { nodes { ${list(50, (n) => `...F${n}`)} } } } ${list(49, (n) => `fragment F${n} on Webhook { ${'id '.repeat(7)} nothing }`)} fragment F49 on Webhook { id }`,
  ),
  'spreads of all fragments with parts': invalid(
    `{ deliveries { nodes { ${list(50, (n) => `...F${n}`)} } } } ${list(50, (n) => `fragment F${n} on Delivery { id status webhook { id name } event { nothing } }`)}`,
  ),
  '5,000 directives': unparsed(`{ __typename ${'@skip(if: true) '.repeat(5_000)} }`),
  'unknown directives': invalid(`{ __typename ${'@a '.repeat(1_200)} }`),
  'directives of variables': invalid(`query ($a: Int ${'@a '.repeat(31)}) { __typename }`),
  '2,000 operations': unparsed(list(2_000, (n) => `query Q${n} { __typename }`)),
  '400 operations': invalid(list(400, (n) => `query Q${n} { __typename }`)),
  'operations without names': invalid('{ __typename } '.repeat(20)),
  'operations that share a fragment': invalid(
    `${list(20, (n) => `query Q${n}($a: Int) { ...F }`)} fragment F on Query { webhooks { nodes { ${list(100, () => 'deliveries(first: $b) { __typename }')} } } }`,
  ),
  'type definitions': invalid(list(600, (n) => `scalar S${n}`)),
  'conflicting fields': invalid(`{ ${list(15, (n) => `webhook(id: "${n}") { id }`)} } `),
  'as many equal fields as allowed': invalid(
    `{ webhook(id: "x") { ${'id '.repeat(497)} nothing } }`,
  ),
  'as many equal fields in each other as allowed': invalid(
    `{ webhook(id: "x") { ${'deliveries { nodes { id id id } } '.repeat(74)} nothing } }`,
  ),
  'equal fields in each other': invalid(
    `{ webhook(id: "x") { ${'deliveries { nodes { id } } '.repeat(165)} nothing } }`,
  ),
  'conflicts in each other': invalid(
    `{ webhook(id: "x") { ${list(120, (n) => `deliveries(first: ${n}) { nodes { id } }`)} } }`,
  ),
  'lists 20,000 deep': unparsed(`{ webhook(id: ${nest(20_000, '[', '', ']')}) { id } }`),
  'lists 1,200 deep': invalid(`{ webhook(id: ${nest(1_200, '[', '', ']')}) { id } }`),
  'objects 500 deep': invalid(
    `{ deliveries(filter: ${nest(500, '{a:', '1', '}')}) { totalCount { count } } }`,
  ),
  'unknown arguments': invalid(
    `{ webhooks(${list(800, (n) => `a${n}: 1`)}) { totalCount { count } } }`,
  ),
  'one argument many times': invalid(
    `{ webhooks(${'first: 1 '.repeat(800)}) { totalCount { count } } }`,
  ),
  'unknown values': invalid(
    `{ deliveries(filter: { statuses: [${'X '.repeat(2_400)}] }) { totalCount { count } } }`,
  ),
  'variables that nothing uses': invalid(
    `query (${list(600, (n) => `$v${n}: Int`)}) { __typename }`,
  ),
  'one variable many times': invalid(`query (${'$v: Int '.repeat(600)}) { __typename }`),
  'a long name': invalid(`{ ${'n'.repeat(120_000)} }`),
  'a long number': invalid(`{ webhooks(first: ${'9'.repeat(120_000)}) { totalCount { count } } }`),
  'a number beyond all': invalid(`{ webhooks(first: 1e999) { totalCount { count } } }`),
  'a long comment': invalid(`#${'c'.repeat(120_000)}\n{ nothing }`),
  'short comments': invalid(`${'#\n'.repeat(40_000)} { nothing }`),
  'empty lines': invalid(`${'\n'.repeat(60_000)} { nothing }`),
  'a text of lines': invalid(`{ webhook(id: """${'\n '.repeat(40_000)}""") { nothing } }`),
  'NUL in the text': unparsed('{ \u0000 }'),
  'a lone surrogate in the text': unparsed('{ webhook(id: "\\uD800") { id } }'),
  'an endless string': unparsed(`{ webhook(id: "${'x'.repeat(120_000)} }`),
  cost: invalid('{ webhooks(first: 100) { nodes { deliveries(first: 100) { nodes { id } } } } }'),
  'cost in a variable': {
    query:
      'query ($n: Int) { webhooks(first: $n) { nodes { deliveries(first: $n) { nodes { id } } } } }',
    variables: '{"n":100}',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  'long texts': invalid(
    '{ deliveries(first: 100) { nodes { event { payload deliveries(first: 10) { nodes { requestPayload } } } } } }',
  ),
  'lists 20,000 deep in a variable': invalid(
    deliveries,
    `{"filter":{"text":${nest(20_000, '[', '', ']')}}}`,
  ),
  'objects 10,000 deep in a variable': invalid(
    deliveries,
    `{"filter":${nest(10_000, '{"a":', '1', '}')}}`,
  ),
  'data 10,000 deep': invalid(publish, `{"data":${nest(10_000, '{"rent":', '1', '}')}}`),
  'data of lists 20,000 deep': invalid(publish, `{"data":${nest(20_000, '[', '', ']')}}`),
  'data 99 deep': answered(publish, `{"data":${nest(98, '{"rent":', '1', '}')}}`),
  'many wrong variables': badInput(
    deliveries,
    `{"filter":{"statuses":[${'"X",'.repeat(2_900)}"X"]}}`,
  ),
  'too many values in a variable': invalid(
    deliveries,
    `{"filter":{"statuses":[${'"X",'.repeat(9_000)}"X"]}}`,
  ),
  'too many objects in a variable': invalid(
    preview,
    `{"filter":{"all":[${'{},'.repeat(40_000)}{}]}}`,
  ),
  'too many objects in a list of a variable': invalid(
    'mutation ($events: [PublishEventInput!]!) { publishEvents(input: { events: $events }) { userErrors { code } } }',
    `{"events":[${'{},'.repeat(40_000)}{}]}`,
  ),
  'as many objects in a variable as allowed': badInput(
    preview,
    `{"filter":{"all":[${'{},'.repeat(1_450)}{"all":1}]}}`,
  ),
  'a filter with as many values as allowed': {
    query: preview,
    variables: `{"filter":{"any":[${Array(20)
      .fill(`{"path":"data.rent.version","in":[${'1,'.repeat(99)}1]}`)
      .join()}]}}`,
    code: null,
  },
  'data of 40,000 objects': answered(publish, `{"data":{"rent":[${'{},'.repeat(40_000)}{}]}}`),
  'many unknown keys in a variable': badInput(
    deliveries,
    `{"filter":{${Array.from({ length: 9_000 }, (_, n) => `"k${n}":1`).join()}}}`,
  ),
  'a number beyond all in a variable': badInput(deliveries, '{"filter":{"responseStatus":1e999}}'),
  'a long number in a variable': badInput(
    deliveries,
    `{"filter":{"responseStatus":${'9'.repeat(50_000)}}}`,
  ),
  '__proto__ in variables': answered(webhooks, '{"__proto__":{"search":1},"constructor":1}'),
  '__proto__ in an input': badInput(deliveries, '{"filter":{"__proto__":{"text":"x"}}}'),
  '__proto__ in data': answered(publish, '{"data":{"__proto__":{"rent":1}}}'),
  'NUL in a variable': {
    query: webhooks,
    variables: '{"search":"\\u0000"}',
    code: 'INVALID_INPUT',
  },
  'a lone surrogate in a variable': answered(webhooks, '{"search":"\\ud800"}'),
  'NUL in data': answered(publish, '{"data":{"rent":"\\u0000\\ud800"}}'),
  'a filter with a bad value': badInput(
    deliveries,
    '{"filter":{"createdAfter":"+275760-09-13T00:00:00Z"}}',
  ),
};

/** Writes the parameters of an operation as JSON. */
export function writePayload({ query, variables = '{}' }: BadQuery): string {
  return `{"query":${JSON.stringify(query)},"variables":${variables}}`;
}
