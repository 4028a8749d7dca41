import { describe, expect, test } from '@jest/globals';
import { findMessageTextErrors } from '../../../src/messages/index.ts';

const rents = ['rent.created', 'rent.updated'];

describe('a message text that may be saved', () => {
  test.each([
    ['without placeholders', 'A rent!', rents],
    ['with spaces in the braces', '{{ data.rent.id }}', rents],
    ['with the fields of the body', '{{event}} {{timestamp}}', ['*']],
    ['with an entry of a list', '{{data.rent.lines.0.quantity}}', rents],
    ['with every filter', '{{data.rent.endsAt|date:"day"|default:"none"|truncate:40}}', rents],
    ['with a number', '{{data.item.quantityInStock | number}}', ['item.low_stock']],
    ['with a bar in quotation marks', '{{data.rent.id|default:"a|b"}}', rents],
    ['with a field that one type lacks, and a default', '{{data.item.sku|default:"–"}}', ['*']],
    ['for all types of a noun', '{{data.rent.status}}', ['rent.*']],
    ['with an optional field', '{{data.previous.endsAt|date}}', ['rent.updated']],
    ['with single braces', 'a { b } c', rents],
    ['of several lines', 'First\n\tSecond\r\nThird', rents],
    ['of 2,000 characters that are 4,000 UTF-16 units', '😀'.repeat(2_000), rents],
  ])('%s', (_, text, eventTypes) => {
    expect(findMessageTextErrors(text, eventTypes)).toEqual([]);
  });
});

describe('a message text that is refused', () => {
  test.each([
    ['', 'The message text must contain a visible character.'],
    [' \n\u200B ', 'The message text must contain a visible character.'],
    ['😀'.repeat(2_001), 'The message text must have at most 2,000 characters.'],
    ['{'.repeat(10_000), 'The message text must have at most 2,000 characters.'],
    ['a\u202Eb', 'The message text must not contain control characters.'],
    ['a\u0000b', 'The message text must not contain control characters.'],
    ['a {{', 'There is a {{ without a }} after it.'],
    ['{{data.rent.id', 'There is a {{ without a }} after it.'],
    ['a }} b', 'There is a }} without a {{ before it.'],
    ['{{{data.rent.id}}}', '{{{data.rent.id}} has a brace inside its braces.'],
    ['{{}}', '{{}} names no field.'],
    ['{{ | date}}', '{{| date}} names no field.'],
    ['{{data.rent.nam}}', '{{data.rent.nam}} names a field that rent.created does not have.'],
    ['{{data.item.id}}', '{{data.item.id}} names a field that rent.created does not have.'],
    ['{{rent.id}}', '{{rent.id}} names a field that rent.created does not have.'],
    [
      '{{data.rent.typo|default:"x"}}',
      '{{data.rent.typo|default:"x"}} names a field that rent.created does not have.',
    ],
    [
      '{{data.rent.lines.100.quantity}}',
      '{{data.rent.lines.100.quantity}} names a field that rent.created does not have.',
    ],
    [
      '{{data.rent.lines.01.quantity}}',
      '{{data.rent.lines.01.quantity}} names a field that rent.created does not have.',
    ],
    [
      '{{data.rent.lines.length}}',
      '{{data.rent.lines.length}} names a field that rent.created does not have.',
    ],
    [
      '{{data.rent.id.length}}',
      '{{data.rent.id.length}} names a field that rent.created does not have.',
    ],
    [
      '{{data.rent.toString}}',
      '{{data.rent.toString}} names a field that rent.created does not have.',
    ],
    ['{{data.rent}}', '{{data.rent}} names a part of the event, and not a text or a number in it.'],
    [
      '{{data.rent.lines}}',
      '{{data.rent.lines}} names a part of the event, and not a text or a number in it.',
    ],
    ['{{data.__proto__.x}}', '{{data.__proto__.x}} names a field that no event has.'],
    ['{{constructor}}', '{{constructor}} names a field that no event has.'],
    [
      '{{data.rent.id()}}',
      '{{data.rent.id()}} must begin with names joined by dots, such as data.rent.id.',
    ],
    ['{{data..id}}', '{{data..id}} must begin with names joined by dots, such as data.rent.id.'],
    [
      '{{data.rent.id|upper}}',
      '{{data.rent.id|upper}} has an unknown filter: there are date, number, default and truncate.',
    ],
    [
      '{{data.rent.id|}}',
      '{{data.rent.id|}} has an unknown filter: there are date, number, default and truncate.',
    ],
    [
      '{{data.rent.id|constructor}}',
      '{{data.rent.id|constructor}} has an unknown filter: there are date, number, default and truncate.',
    ],
    [
      '{{data.rent.id|default:x}}',
      '{{data.rent.id|default:x}} has a wrong argument: write default:"a text".',
    ],
    [
      '{{data.rent.id|default:"x}}',
      '{{data.rent.id|default:"x}} has a wrong argument: write default:"a text".',
    ],
    [
      '{{data.rent.startsAt|date:"toString"}}',
      '{{data.rent.startsAt|date:"toString"}} has a wrong argument: write date, date:"day" or date:"time".',
    ],
    [
      '{{data.rent.version|number:2}}',
      '{{data.rent.version|number:2}} has a wrong argument: number takes none.',
    ],
    ...['0', '501', '"4"', '-1', '1e2'].map((argument) => [
      `{{data.rent.id|truncate:${argument}}}`,
      `{{data.rent.id|truncate:${argument}}} has a wrong argument: write truncate and a number from 1 to 500, such as truncate:40.`,
    ]),
    [
      '{{data.rent.id|date}}',
      '{{data.rent.id|date}} has the filter date, but the value is not a time.',
    ],
    [
      '{{data.rent.status|number}}',
      '{{data.rent.status|number}} has the filter number, but the value is not a number.',
    ],
  ])('%j: %s', (text, error) => {
    expect(findMessageTextErrors(text, rents)).toEqual([error]);
  });

  test('with a placeholder inside another', () => {
    expect(findMessageTextErrors('{{ {{data.rent.id}} }}', rents)).toEqual([
      '{{{{data.rent.id}} has a brace inside its braces.',
      'There is a }} without a {{ before it.',
    ]);
  });

  test('for a type of several that lacks the field', () => {
    expect(findMessageTextErrors('{{data.previousStatus}}', ['rent.*'])).toEqual([
      '{{data.previousStatus}} names a field that rent.created does not have. It needs a default, such as default:"none".',
    ]);
    expect(findMessageTextErrors('{{data.previousStatus|default:""}}', ['rent.*'])).toEqual([]);
  });

  test('with at most ten errors, each once and none longer than a line', () => {
    const text = Array.from({ length: 20 }, (_, index) => `{{x${index}}} {{y}}`).join('');
    expect(findMessageTextErrors(text, rents)).toHaveLength(10);
    const [error = ''] = findMessageTextErrors(`{{${'x'.repeat(1_900)}}}`, rents);
    expect(error).toMatch(/^\{\{x{59}…\}\} names a field/);
  });
});
