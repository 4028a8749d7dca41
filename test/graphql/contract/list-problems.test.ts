import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { readChangelog } from '../../../src/graphql/contract/changelog.ts';
import { listProblems } from '../../../src/graphql/contract/list-problems.ts';

/** Lists the problems of a change of these schemas on 2027-06-29. */
function judge(before: string, after: string, changelog: string): string[] {
  return listProblems({
    released: buildSchema(before),
    current: buildSchema(after),
    changelog: readChangelog(`# Changelog\n\n${changelog}`),
    today: '2027-06-29',
  });
}

/** A changelog with this under a heading of the next release, and a release before it. */
function write(heading: string, line: string, release = ''): string {
  return `## [Unreleased]\n\n### Added\n\n- More.\n\n### ${heading}\n\n${line}\n\n## [0.1.0] - 2026-12-31\n\n${release}`;
}

const [nullable, required] = ['type Query { a(b: Int): Int }', 'type Query { a(b: Int!): Int }'];

describe('a breaking change', () => {
  const change = 'Query.a arg b has changed type from Int to Int!.';
  const asked = `${change} Add to CHANGELOG.md, under "### Breaking" of "## [Unreleased]", the line:
- \`Query.a(b:)\`: ${change}`;

  test('that is named under Breaking passes, also beside names of other changes', () => {
    expect(judge(nullable, required, write('Breaking', '- `Query.a(b:)`: now.'))).toEqual([]);
    const both = '- `Query.z` has gone.\n- See `docs/api.md`: it and\n  `Query.a(b:)` changed.';
    expect(judge(nullable, required, write('Breaking', both))).toEqual([]);
  });

  test.each([
    ['in no section', ''],
    ['without its argument', write('Breaking', '- `Query.a`')],
    ['without backticks', write('Breaking', '- Query.a(b:)')],
    ['under another heading', write('Changed', '- `Query.a(b:)`')],
    ['in a release before', write('Changed', '', '### Breaking\n\n- `Query.a(b:)`\n')],
  ])('that is named %s fails with the line to add', (_place, changelog) => {
    expect(judge(nullable, required, changelog)).toEqual([asked]);
  });

  test('passes with the line that the message asks for', () => {
    const line = asked.slice(asked.indexOf('\n') + 1);
    expect(judge(nullable, required, write('Breaking', line))).toEqual([]);
  });
});

test('a change that is only dangerous passes', () => {
  const before = 'type Query { a: Plan } enum Plan { FREE }';
  const after = 'type Query { a(b: Int): Plan c: Int } enum Plan { FREE PAID }';
  expect(judge(before, after, '')).toEqual([]);
});

describe('a changed default', () => {
  const [before, after] = ['false', 'true'].map(
    (value) => `type Query { a(in: In): Int } input In { b: Boolean = ${value} }`,
  ) as [string, string];
  const change = 'The default of In.b changed from false to true.';
  const line = `- \`In.b\`: ${change}`;

  test.each([write('Changed', ''), write('Breaking', line)])(
    'fails with the line to add, and passes with it',
    (changelog) => {
      expect(judge(before, after, changelog)).toEqual([
        `${change} Add to CHANGELOG.md, under "### Changed" of "## [Unreleased]", the line:\n${line}`,
      ]);
      expect(judge(before, after, write('Changed', line))).toEqual([]);
    },
  );
});

describe('a removal', () => {
  const deprecated = `type Query { a(b: Int @deprecated): Int c: Int @deprecated(reason: "Use a.") p: Plan }
    enum Plan { FREE @deprecated PAID } input In { d: Int @deprecated e: Int }`;
  const removed = 'type Query { a: Int p: Plan } enum Plan { PAID } input In { e: Int }';
  const names = ['`Query.a(b:)`', '`Query.c`', '`Plan.FREE`', '`In.d`'];
  const rule = 'a part is deprecated for 180 days before it is removed.';

  test('passes 180 days after the release that announced it as deprecated', () => {
    const announced = `### Deprecated\n\n- ${names.join(', ')}\n`;
    expect(judge(deprecated, removed, write('Breaking', names.join(), announced))).toEqual([]);
  });

  test('fails before that time', () => {
    const announced = '### Deprecated\n\n- `Query.c`\n';
    const changelog = write('Breaking', '`Query.c`', announced).replace('2026-12-31', '2027-01-01');
    expect(judge(deprecated, deprecated.replace(/ c: .*"\)/, ''), changelog)).toEqual([
      `Query.c may not be removed before 2027-06-30: ${rule}`,
    ]);
  });

  test('counts the days from the newest announcement', () => {
    const announced = '### Deprecated\n\n- `Query.c`\n';
    const first = `## [0.0.1] - 2026-01-01\n\n${announced}`;
    const changelog = write('Breaking', '`Query.c`', `${announced}\n${first}`);
    const late = changelog.replace('2026-12-31', '2027-06-01');
    const without = deprecated.replace(/ c: .*"\)/, '');
    expect(judge(deprecated, without, changelog)).toEqual([]);
    expect(judge(deprecated, without, late)).toEqual([
      `Query.c may not be removed before 2027-11-28: ${rule}`,
    ]);
  });

  test('fails when no release announced it', () => {
    expect(judge(deprecated, removed, write('Breaking', names.join()))).toHaveLength(4);
  });

  test('fails when the released schema does not have it as deprecated', () => {
    const plain = deprecated.replaceAll(/@deprecated(\(.*?\))?/g, '');
    const announced = `### Deprecated\n\n- ${names.join(', ')}\n`;
    const problems = judge(plain, removed, write('Breaking', names.join(), announced));
    expect(problems.sort()).toEqual(
      ['In.d', 'Plan.FREE', 'Query.a(b:)', 'Query.c'].map(
        (place) => `${place} is not deprecated in the released schema: ${rule}`,
      ),
    );
  });
});

describe('a new deprecation', () => {
  const after = 'type Query { a: Int, b: Int @deprecated(reason: "Use `a`.") }';
  const before = 'type Query { a: Int, b: Int }';

  test('fails with the line to add, and passes with it', () => {
    const [problem = '', ...more] = judge(before, after, write('Deprecated', ''));
    expect(more).toEqual([]);
    const line = '- `Query.b`: Query.b is deprecated. Use `a`.';
    expect(
      problem.endsWith(`under "### Deprecated" of "## [Unreleased]", the line:\n${line}`),
    ).toBe(true);
    expect(judge(before, after, write('Deprecated', line))).toEqual([]);
  });

  test('needs no second line in the next release', () => {
    expect(judge(after, after, write('Changed', ''))).toEqual([]);
  });
});
