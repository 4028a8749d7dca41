import { listFamilies, wildcard } from '../event-types.ts';
import { formatCode, formatTable } from '../../kernel/format-markdown.ts';

const bodyKeys = [
  ['`event`', 'text', 'the event type, one of the names below'],
  ['`data`', 'object', 'what happened; its keys depend on the event type'],
  ['`timestamp`', 'text', 'when it happened: RFC 3339 in UTC, to the second'],
  ['`test`', '`true`', 'only in test events, whose `data` is the sample'],
];

/** Returns the opening of the page: the body, how to parse it, and how to read the tables. */
export function describeOpening(): string {
  return `# Event types

<!-- Generated from src/catalogue/ by \`npm run docs:events\`. Make changes there. -->

All event types that a webhook can receive, with their data. [integrators.md](integrators.md)
explains how to verify a request and how to answer it.

## The body

Each request carries one event. The body is a JSON object in UTF-8, with these keys in this order:

${formatTable(['key', 'type', 'meaning'], bodyKeys)}

It is sent in compact form, on one line without white space between its parts:

\`\`\`text
{"event":"…","data":{…},"timestamp":"…"}
\`\`\`

The samples on this page show the same bodies, formatted for reading. The signature covers the exact bytes
of the request: verify it before you parse them, because parsing and serializing can change them.

Read \`event\` first, then \`data\` according to the table of that event type. Ignore unknown keys: later
versions may add some. A webhook with ${formatCode(wildcard)} receives every event type, and one with
${listFamilies().map(formatCode).join(', ')} those whose name begins so. Both include event types added later, so answer unknown
event types with a 2xx status too.

## How to read the tables

- A key is always present unless its rule says that it may be absent. \`null\` means that there is no
  value.
- \`a.b\` is the key \`b\` inside \`a\`, and \`a[]\` is each entry of the list \`a\`.
- An event type has all fields of its object. If its table has a row for one of them, that row narrows
  the rule in the object's table.
- Ranges include both ends. The length of a text is its number of Unicode code points.
- The query \`eventTypes\` of the GraphQL API returns the same information: for each event type its
  description, the JSON Schema (draft-07) of \`data\`, and the sample.`;
}
