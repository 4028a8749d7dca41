import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TypeID } from 'typeid-js';
import { decodeId, encodeId } from '../../src/kernel/index.ts';

test('writes an id as TypeID does, and reads it back', () => {
  fc.assert(
    fc.property(fc.uuid({ version: 7 }), (uuid) => {
      const id = encodeId('wh', uuid);
      expect(id).toBe(TypeID.fromUUID('wh', uuid).toString());
      expect(decodeId('wh', id)).toBe(uuid);
    }),
  );
});

test('writes nothing that is not a UUID in lower case', () => {
  for (const text of ['', 'wh_01', '0189D8F4-0000-7000-8000-000000000000', 'x'.repeat(36)]) {
    expect(() => encodeId('wh', text)).toThrow('Not a UUID');
  }
});
