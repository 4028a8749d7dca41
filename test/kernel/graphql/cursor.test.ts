import { expect, test } from '@jest/globals';
import {
  decodeCursor as decode,
  encodeCursor as encode,
  type ListOrder,
  type SortKey,
} from '../../../src/kernel/graphql/cursor.ts';
import { nameWorkspace } from '../../../src/kernel/name-workspace.ts';

interface Row {
  id: string;
  name: string;
}

const id = '0193e5a0-1111-7222-8333-444455556666';
const byName: SortKey<Row> = { name: 'name', keyOf: (row) => row.name, isKey: () => true };
const byCount: SortKey<Row> = { ...byName, name: 'count', isKey: (text) => /^\d+$/.test(text) };

const items = { name: 'items' };

const workspaceId = 'acme';
const encodeCursor = (row: Row, order: ListOrder | SortKey<Row>) => encode(row, order, workspaceId);
const decodeCursor = (cursor: string, order: ListOrder | SortKey<Row>) =>
  decode(cursor, order, workspaceId);

const base64 = (bytes: Buffer) => bytes.toString('base64url');
const idBytes = Buffer.from(id.replaceAll('-', ''), 'hex');
const head = Buffer.concat([idBytes, Buffer.from(nameWorkspace(workspaceId), 'hex')]);

test('a cursor carries the id of the row, and the value that the list is sorted by', () => {
  expect(decodeCursor(encode({ id }, items, workspaceId), items)).toEqual({ id, key: null });
  for (const name of ['', 'Orders', 'two words', 'ü \u{1f600}', '12']) {
    expect(decodeCursor(encodeCursor({ id, name }, byName), byName)).toEqual({ id, key: name });
  }
});

test('a cursor of another list is refused', () => {
  const cursor = encode({ id }, items, workspaceId);
  expect(decodeCursor(cursor, items)).toEqual({ id, key: null });
  expect(decodeCursor(cursor, { name: 'renters' })).toBeNull();
  expect(
    decodeCursor(encodeCursor({ id, name: 'x' }, { ...byName, name: 'items' }), items),
  ).toBeNull();
});

test('a cursor of another workspace is refused', () => {
  for (const order of [items, byName]) {
    const cursor = encode({ id, name: 'x' }, order, workspaceId);
    expect(decode(cursor, order, workspaceId)).not.toBeNull();
    expect(decode(cursor, order, 'acme2')).toBeNull();
  }
});

test('a cursor of another order is refused', () => {
  const cursor = encodeCursor({ id, name: '12' }, byName);
  expect(decodeCursor(cursor, items)).toBeNull();
  expect(decodeCursor(cursor, byCount)).toBeNull();
  expect(decodeCursor(encode({ id }, items, workspaceId), byName)).toBeNull();
});

test('a forged cursor is refused before it reaches the database', () => {
  const forge = (rest: string | Buffer) => base64(Buffer.concat([head, Buffer.from(rest)]));
  expect(decodeCursor(forge('count 12'), byCount)).toEqual({ id, key: '12' });
  for (const rest of ['count 1x', 'count ', 'count', 'count12', 'count 12 ']) {
    expect(decodeCursor(forge(rest), byCount)).toBeNull();
  }
  expect(decodeCursor(forge('name a\0b'), byName)).toBeNull();
  expect(decodeCursor(forge(Buffer.from([...Buffer.from('name '), 0xff])), byName)).toBeNull();
  for (const cursor of [
    '',
    'garbage',
    base64(idBytes),
    base64(head.subarray(1)),
    `${encode({ id }, items, workspaceId)}=`,
  ]) {
    expect(decodeCursor(cursor, items)).toBeNull();
  }
});
