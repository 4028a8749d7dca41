import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { check, resolveConfig } from 'prettier';
import { describeCatalogue } from '../../../src/catalogue/document/describe-catalogue.ts';
import type {
  EventTypeDefinition,
  JsonSchema,
} from '../../../src/catalogue/event-type-definition.ts';
import { listEventTypes, wildcard } from '../../../src/catalogue/index.ts';

/** Milliseconds for four processes in sequence on a busy machine. */
const startsMsMax = 120_000;

const file = 'docs/events.md';
const page = describeCatalogue(listEventTypes());
/** The page without Markdown escapes. */
const plainPage = page.replaceAll(/\\(?=[^\w\s])/g, '');

/** Whether prettier would leave the text unchanged. */
async function isLaidOut(text: string): Promise<boolean> {
  return check(text, { ...(await resolveConfig(file)), filepath: file });
}

/** Cells of all rows with this first cell. */
function findRows(text: string, first: string): string[][] {
  const rows = text.split('\n').map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
  return rows.filter((cells) => cells[1] === first).map((cells) => cells.slice(2, -1));
}

describe('docs/events.md', () => {
  test('matches the catalogue', async () => {
    expect(await readFile(file, 'utf8')).toBe(page);
  });

  test('is formatted as prettier would', async () => {
    expect(await isLaidOut(page)).toBe(true);
  });

  test('describes the wildcard and the four keys of a body', () => {
    expect(page).toContain(`\`${wildcard}\``);
    for (const key of ['event', 'data', 'timestamp', 'test']) {
      expect(findRows(page, `\`${key}\``)).toHaveLength(1);
    }
  });

  test.each(listEventTypes())('lists $name with a link to its section', (eventType) => {
    const { name, description } = eventType;
    const anchor = name.replaceAll(/[^\w-]/g, '');
    expect(findRows(plainPage, `[\`${name}\`](#${anchor})`)).toEqual([[description]]);
    expect(plainPage).toContain(`\n### \`${name}\`\n\n${description}\n\n`);
  });

  test('shows every sample as the body of a request, in the order of the catalogue', () => {
    const blocks = [...page.matchAll(/^```json\n(.+?)\n```$/gms)].map(([, json = '']) => json);
    const bodies = blocks.map((json) => JSON.parse(json) as object);
    expect(bodies).toEqual(
      listEventTypes().map(({ name, sample }) => ({
        event: name,
        data: sample,
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      })),
    );
    for (const body of bodies) expect(Object.keys(body)).toEqual(['event', 'data', 'timestamp']);
  });

  test.each(['rent', 'item', 'renter'])('describes the %s once, with all its fields', (noun) => {
    const [created] = listEventTypes().filter(({ name }) => name === `${noun}.created`);
    const [table = '', ...others] = page.split(`Fields of \`${noun}\` in each`).slice(1);
    expect(others).toEqual([]);
    for (const field of Object.keys(created?.sample[noun] as object)) {
      expect(findRows(table.slice(0, table.indexOf('###')), `\`${field}\``)).toHaveLength(1);
    }
  });

  test('links only to headings that exist', () => {
    const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    expect(new Set(headings).size).toBe(headings.length);
    const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor = '']) => anchor);
    expect(links.length).toBeGreaterThan(listEventTypes().length);
    expect(links.filter((anchor) => !headings.includes(anchor))).toEqual([]);
  });
});

type Tree = Record<string, unknown>;

/** Paths of all keys and indexes in a schema. */
function listPaths(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    [...path, key],
    ...listPaths(child, [...path, key]),
  ]);
}

type Change = (parent: Tree, key: string) => void;

/** A copy of the event type with one change in its schema. */
function changeSchema(
  eventType: EventTypeDefinition,
  path: readonly string[],
  change: Change,
): EventTypeDefinition {
  // Not structuredClone: under jest its objects belong to another realm and never compare as equal.
  const schema = JSON.parse(JSON.stringify(eventType.schema)) as Tree;
  const parent = path.slice(0, -1).reduce((tree, key) => tree[key] as Tree, schema);
  change(parent, path.at(-1) ?? '');
  return { ...eventType, schema };
}

/** Returns a different value of the same type: an empty list, an object with one more key. */
function replaceValue(parent: Tree, key: string): void {
  const value = parent[key];
  if (typeof value === 'number') parent[key] = value + 1;
  else if (typeof value === 'boolean') parent[key] = !value;
  else if (typeof value === 'string') parent[key] = `${value}x`;
  else parent[key] = Array.isArray(value) ? [] : { ...(value as Tree), other: { type: 'integer' } };
}

function removeValue(parent: Tree, key: string): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else Reflect.deleteProperty(parent, key);
}

/** The page for this event type alone, or the error. */
function tryToDescribe(eventType: EventTypeDefinition): string {
  try {
    return describeCatalogue([eventType]);
  } catch (error) {
    return String(error);
  }
}

describe('nothing of a schema is left out silently', () => {
  test.each(listEventTypes())('every change in $name is shown or refused', (eventType) => {
    const before = tryToDescribe(eventType);
    expect(before).toMatch(/^# Event types/);
    expect(tryToDescribe(changeSchema(eventType, [], () => undefined))).toBe(before);
    const paths = listPaths(eventType.schema);
    expect(paths.length).toBeGreaterThan(30);
    for (const change of [replaceValue, removeValue]) {
      const isUnseen = (path: readonly string[]) =>
        tryToDescribe(changeSchema(eventType, path, change)) === before;
      expect(paths.filter(isUnseen).map((path) => path.join('.'))).toEqual([]);
    }
  });
});

const text: JsonSchema = { type: 'string' };

function close(properties: Tree, required = Object.keys(properties)): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}

/** An event type whose noun is not in the catalogue. */
function createEventType(name: string, properties: Tree): EventTypeDefinition {
  const schema = { $schema: 'http://json-schema.org/draft-07/schema#', ...close(properties) };
  const sample = { boat: { updatedAt: '2025-01-15T10:30:00.75Z' } };
  return { name, description: `Fires at ${name}.`, schema, sample };
}

describe('the description of a schema', () => {
  test.each<[string, JsonSchema, string, string]>([
    [
      'a range of characters',
      { ...text, minLength: 1, maxLength: 20 },
      'text',
      '1 to 20 characters',
    ],
    ['a least length', { ...text, minLength: 1 }, 'text', 'at least 1 character'],
    ['a greatest length', { ...text, maxLength: 2 }, 'text', 'at most 2 characters'],
    ['one length', { ...text, minLength: 3, maxLength: 3 }, 'text', 'exactly 3 characters'],
    ['null', { type: ['string', 'null'] }, 'text or null', ''],
    ['numbers', { type: 'integer', minimum: -5, maximum: 65536 }, 'whole number', '-5 to 65,536'],
    ['a list', { type: 'array', items: text, minItems: 1 }, 'list', 'at least 1 entry'],
    ['an enum', { ...text, enum: ['A', 'B_C'] }, 'text', 'one of `A`, `B_C`'],
    [
      'an enum with null',
      { enum: [null], type: ['string', 'null'] },
      'text or null',
      'one of `null`',
    ],
    ['a form without words', { ...text, format: 'uri' }, 'text', 'format `uri`'],
    ['a pattern without words', { ...text, pattern: 'a|b' }, 'text', 'pattern `a\\|b`'],
    ['a form with words', { ...text, description: 'a way', pattern: '^/' }, 'text', 'a way'],
    ['text that looks like Markdown', { ...text, description: 'a_ *b*' }, 'text', 'a\\_ \\*b\\*'],
  ])('has a row for %s', async (_what, schema, type, rule) => {
    const boat = close({ field: schema });
    const described = describeCatalogue([createEventType('boat.made', { boat })]);
    expect(findRows(described, '`field`')).toEqual([[type, rule]]);
    expect(await isLaidOut(described)).toBe(true);
  });

  test('lists the exact format behind each described rule', () => {
    const form = { ...text, description: 'a way', format: 'uri', pattern: '^a|b\\|c$' };
    const boat = close({ one: form, other: form });
    const described = describeCatalogue([createEventType('boat.made', { boat })]);
    expect(described).toContain('| a way | `uri`  | `^a\\|b\\\\|c$` |');
    expect(described.split('^a\\|b')).toHaveLength(2);
  });

  test('has rows for the contents of objects and lists, and says which keys may be absent', () => {
    const seat = close({ row: { type: 'integer' }, note: text }, ['row']);
    const boat = close({ seats: { type: 'array', items: seat } });
    const described = describeCatalogue([createEventType('boat.made', { boat })]);
    expect(findRows(described, '`seats[]`')).toEqual([['object', '']]);
    expect(findRows(described, '`seats[].row`')).toEqual([['whole number', '']]);
    expect(findRows(described, '`seats[].note`')).toEqual([['text', 'may be absent']]);
  });

  test('lists all enum values for the object, and the narrower set for an event', () => {
    const [narrow, wide] = [['B'], ['A', 'B', 'C']].map((values) =>
      close({ id: text, state: { ...text, enum: values } }),
    );
    const described = describeCatalogue([
      createEventType('boat.made', { boat: narrow }),
      createEventType('boat.moved', { boat: wide }),
    ]);
    expect(findRows(described, '`state`')).toEqual([['text', 'one of `A`, `B`, `C`']]);
    expect(findRows(described, '`boat.state`')).toEqual([['text', 'one of `B`']]);
    expect(findRows(described, '`boat.id`')).toEqual([]);
  });

  test('names the previous fields that match those of the object, and describes the others', () => {
    const boat = close({ id: text, name: text, size: { type: 'integer' } });
    const previous = close({ name: text, size: text }, []);
    const described = describeCatalogue([createEventType('boat.moved', { boat, previous })]);
    const rule = 'contains any of `name`, each as in the [boat](#boat)';
    expect(findRows(described, '`previous`')).toEqual([['object', rule]]);
    expect(findRows(described, '`previous.size`')).toEqual([['text', 'may be absent']]);
    expect(findRows(described, '`previous.name`')).toEqual([]);
  });

  test('describes a previous field that is always present in its own row', () => {
    const eventType = createEventType('boat.moved', {
      boat: close({ name: text }),
      previous: close({ name: text }),
    });
    expect(findRows(describeCatalogue([eventType]), '`previous.name`')).toEqual([['text', '']]);
  });

  test('shows the timestamp of a sample to the second', () => {
    const described = describeCatalogue([createEventType('boat.made', { boat: close({}) })]);
    expect(described).toContain('"timestamp": "2025-01-15T10:30:00Z"');
  });
});

describe('a schema that the page cannot describe', () => {
  test.each<[string, unknown, string]>([
    ['an unknown keyword', { ...text, const: 'x' }, 'keyword const'],
    ['alternatives', { oneOf: [text] }, 'type undefined'],
    ['an unknown type', { type: 'number' }, 'type "number"'],
    ['several types', { type: ['string', 'integer'] }, 'type ["string","integer"]'],
    ['null alone', { type: 'null' }, 'type "null"'],
    ['an open object', { type: 'object', properties: {} }, 'allows additional keys'],
    ['a tuple', { type: 'array', items: [text] }, 'type undefined'],
    ['a schema of true', true, 'type undefined'],
  ])('is refused with its path: %s', (_what, schema, error) => {
    const list = { type: 'array', items: close({ field: schema }) };
    const describeBoat = (boat: JsonSchema) => () =>
      describeCatalogue([createEventType('boat.made', { boat })]);
    expect(describeBoat(close({ field: schema }))).toThrow(error);
    expect(describeBoat(close({ list }))).toThrow('list[].field');
  });

  test.each<[string, Partial<EventTypeDefinition>, string]>([
    ['data without its noun', { name: 'ship.made' }, 'has no ship'],
    ['a rule for data as a whole', { schema: { minProperties: 1 } }, 'cannot describe rules'],
    ['a schema of another draft', { schema: { $schema: 'other' } }, 'draft-07'],
    ['a sample without an instant', { sample: { boat: {} } }, 'updatedAt'],
  ])('is refused: %s', (_what, { schema, ...others }, error) => {
    const made = createEventType('boat.made', { boat: close({}) });
    const changed = { ...made, ...others, schema: { ...made.schema, ...schema } };
    expect(() => describeCatalogue([changed])).toThrow(error);
  });

  test('is refused: an object that differs between events in more than an enum', () => {
    const eventTypes = [close({ id: text }), close({ id: { ...text, maxLength: 9 } })].map((boat) =>
      createEventType('boat.made', { boat }),
    );
    expect(() => describeCatalogue(eventTypes)).toThrow('differ between events');
  });
});

describe('npm run docs:events', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stockaj-events-'));
    await mkdir(join(folder, 'docs'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  function emit(...options: string[]): Promise<{ code: number; stderr: string }> {
    const script = resolve('src/catalogue/document/emit-events-document.ts');
    const call = ['--tsconfig', resolve('tsconfig.json'), script, ...options];
    return new Promise((done) => {
      execFile(resolve('node_modules/.bin/tsx'), call, { cwd: folder }, (error, _out, stderr) =>
        done({ code: typeof error?.code === 'number' ? error.code : 0, stderr }),
      );
    });
  }

  test(
    'writes the page, accepts it unchanged, and names the command that fixes a changed one',
    async () => {
      const missing = await emit('--check');
      expect(missing.code).toBe(1);
      expect(await emit()).toEqual({ code: 0, stderr: '' });
      expect(await readFile(join(folder, file), 'utf8')).toBe(page);
      expect(await emit('--check')).toEqual({ code: 0, stderr: '' });
      await writeFile(join(folder, file), `${page}edited by hand\n`);
      const { code, stderr } = await emit('--check');
      expect(code).toBe(1);
      expect(stderr).toContain('Run npm run docs:events and commit the result.');
      expect(await readFile(join(folder, file), 'utf8')).toBe(`${page}edited by hand\n`);
    },
    startsMsMax,
  );
});
