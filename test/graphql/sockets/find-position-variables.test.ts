import { getOperationAST, parse } from 'graphql';
import { expect, test } from '@jest/globals';
import { findPositionVariables } from '../../../src/graphql/sockets/find-position-variables.ts';

function find(text: string): string[] {
  const document = parse(text);
  return [...findPositionVariables(document, getOperationAST(document, 'S')!)];
}

test('a variable that is only the position of a subscription is found', () => {
  expect(find('subscription S($a: String, $b: ID) { told(after: $a, id: $b) { x } }')).toEqual([
    'a',
  ]);
  expect(find('subscription S($a: String = "x") { t: told(after: $a) { x } }')).toEqual(['a']);
});

test.each([
  'subscription S { told(after: "x") { x } }',
  'subscription S($a: String) { told(before: $a) { x } }',
  'subscription S($a: String) { told(after: $a) { list(after: $a) { x } } }',
  'subscription S($a: String) { told(after: $a) { ...F } } fragment F on T { list(after: $a) { x } }',
  'subscription S($a: String, $b: Boolean!) { told(after: $a) { x @include(if: $a) } }',
  'subscription S($a: String) { told { list(after: $a) { x } } }',
])('no variable that a result may depend on is found: %s', (text) => {
  expect(find(text)).toEqual([]);
});
