import { wildcard } from '../event-types.ts';
import { formatCode, formatTable } from './format-markdown.ts';

const bodyKeys = [
  ['`event`', 'text', 'the event type: one of the names below'],
  ['`data`', 'object', 'what happened; the event type decides which keys it has'],
  ['`timestamp`', 'text', 'when it happened: RFC 3339 in UTC, to the second'],
  [
    '`test`',
    '`true`',
    'only in a test event, whose `data` is the sample; no other event has this key',
  ],
];

/** The opening of the page: what a body is, how to take it, and how to read the tables. */
export function describeOpening(): string {
  return `# Event types

<!-- Made from src/catalogue/ by \`npm run docs:events\`. Change it there. -->

Every event type that a webhook can ask for, with the data that it carries. How to verify a request and
how to answer it stands in [integrators.md](integrators.md).

## The body

A request carries one event. Its body is a JSON object in UTF-8, with these keys in this order:

${formatTable(['key', 'type', 'what it says'], bodyKeys)}

It is sent compact, as one line without blanks between its parts:

\`\`\`text
{"event":"…","data":{…},"timestamp":"…"}
\`\`\`

The samples on this page are the same bodies, laid out for people. A signature covers the bytes that
arrived: verify it before you parse them, for what is parsed and written again may differ.

Read \`event\` first, then \`data\` by the table of that event type. Ignore keys that you do not know:
later versions may add some. A webhook that asks for ${formatCode(wildcard)} gets every event type, also those that
are added later, so answer with a 2xx status to an event type that you do not know, too.

## How to read the tables

- A key is always there unless its rule says that it may be absent. \`null\` stands where there is no
  value.
- \`a.b\` is the key \`b\` inside of \`a\`, and \`a[]\` is each entry of the list \`a\`.
- An event type has all fields of its object. Where its table has a row for one of them, that row
  narrows what the table of the object says.
- Both ends of a range belong to it. The length of a text is its number of Unicode code points.
- The query \`eventTypes\` of the GraphQL API answers the same as data: for each event type its sentence,
  the JSON Schema (draft-07) of \`data\`, and the sample.`;
}
