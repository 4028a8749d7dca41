import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { bodyBytesKept, createBodyCollector } from '../../../src/dispatcher/http/body-collector.ts';
import { readHeaders } from '../../../src/dispatcher/http/read-headers.ts';
import { showBody, type ShownBody } from '../../../src/dispatcher/http/show-body.ts';

/** Shows a body with these headers. */
async function show(bytes: Uint8Array, ...headers: string[]): Promise<ShownBody> {
  const body = createBodyCollector();
  body.add(Buffer.from(bytes));
  return showBody(body, readHeaders(headers.map((it) => Buffer.from(it, 'latin1'))));
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf16le = (text: string): Buffer => Buffer.from(text, 'utf16le');
const whole = (text: string): ShownBody => ({ text, isCut: false, error: null });

const charsets: [contentType: string, bytes: Buffer, text: string][] = [
  ['text/plain; charset=iso-8859-1', latin1('Größe'), 'Größe'],
  ['text/plain;charset="windows-1252"', latin1('5 \x80'), '5 €'],
  ['text/plain; format=flowed; CHARSET=Latin1', latin1('é'), 'é'],
  ['text/html; charset=shift_jis', Buffer.from('93fa967b', 'hex'), '日本'],
  ['multipart/x; boundary=";charset=utf-16le"; charset=utf-8', Buffer.from('né'), 'né'],
  ['text/html, text/html; charset=iso-8859-1', latin1('é'), 'é'],
  ['text; charset=iso-8859-1', latin1('é'), 'é'],
  ['text/plain; charset=koi8-r', Buffer.from('c4c1', 'hex'), 'да'],
  ['text/plain; charset=utf-16le', utf16le('né'), 'né'],
  ['text/plain; charset=utf-16be', utf16le('né').swap16(), 'né'],
  ['text/plain; charset=utf-16', utf16le('\ufeffné').swap16(), 'né'],
  ['text/plain', utf16le('\ufeffné'), 'né'],
  ['text/plain; charset=iso-8859-1', Buffer.from('\ufeffné'), 'né'],
  ['application/json', Buffer.from('\ufeff{}'), '{}'],
  ['text/plain; charset=UTF-8', Buffer.from('né'), 'né'],
  ['text/plain; charset=x-nobody', Buffer.from('né'), 'né'],
  ['text/plain; charset=', Buffer.from('né'), 'né'],
  ['text/plain; charset=utf-16le', utf16le('a\0\ud800b'), 'a\ufffd\ufffdb'],
];
test.each(charsets)('a body of %s is decoded', async (contentType, bytes, text) => {
  expect(await show(bytes, 'Content-Type', contentType)).toEqual(whole(text));
});

test('a body whose text is longer in UTF-8 is cut to 16 KiB', async () => {
  const { text, isCut } = await show(
    utf16le('日'.repeat(bodyBytesKept / 2)),
    'content-type',
    'text/plain; charset=utf-16le',
  );
  expect([text, isCut]).toEqual(['日'.repeat(Math.floor(bodyBytesKept / 3)), true]);
});

const said = '{"error":"no such item"}';
const packed: [encoding: string, bytes: Buffer][] = [
  ['gzip', gzipSync(said)],
  ['X-GZIP', gzipSync(said)],
  ['deflate', deflateSync(said)],
  ['deflate', deflateRawSync(said)],
  ['zstd', zstdCompressSync(said)],
  ['gzip, zstd', zstdCompressSync(gzipSync(said))],
  ['identity, gzip,', gzipSync(said)],
  ['identity', Buffer.from(said)],
  // Declared as compressed, but plain text.
  ['gzip', Buffer.from(said)],
  ['zstd', Buffer.from(said)],
  ['made-up', Buffer.from(said)],
];
test.each(packed)('a body with content-encoding %s is shown', async (encoding, bytes) => {
  expect(await show(bytes, 'Content-Encoding', encoding)).toEqual(whole(said));
});

test('a compressed body in another charset is shown, even if its headers come after many others', async () => {
  const many = Array.from({ length: 200 }, (_, index) => [`h${index}`, 'x'.repeat(100)]).flat();
  const headers = ['content-encoding', 'gzip', 'content-type', 'text/plain; charset=latin1'];
  expect(await show(gzipSync(latin1('é')), ...many, ...headers)).toEqual(whole('é'));
});

const bombs: [string, (bytes: Buffer) => Buffer][] = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['zstd', zstdCompressSync],
  ['gzip, gzip', (bytes) => gzipSync(gzipSync(bytes))],
];
test.each(bombs)(
  'a bomb with content-encoding %s is shown up to 16 KiB',
  async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(24 * 1024 * 1024, 'x'));
    expect(await show(bomb, 'content-encoding', encoding)).toEqual({
      text: 'x'.repeat(bodyBytesKept),
      isCut: true,
      error: null,
    });
  },
);

test('a compressed body longer than 16 KiB is shown as far as it can be unpacked', async () => {
  const text = fc.sample(fc.string({ minLength: 60_000, maxLength: 60_000 }), {
    numRuns: 1,
    seed: 1,
  })[0]!;
  const { text: shown, isCut, error } = await show(gzipSync(text), 'content-encoding', 'gzip');
  expect(text.startsWith(shown) && shown.length > 10_000).toBe(true);
  expect([isCut, error]).toEqual([true, null]);
});

test('a broken compressed body is shown up to the last 4 KiB before the error', async () => {
  const text = '0123456789'.repeat(1_000);
  const bytes = gzipSync(text);
  bytes.fill(0xff, bytes.length - 8); // its checksum and length
  const { text: shown, isCut, error } = await show(bytes, 'content-encoding', 'gzip');
  expect(text.startsWith(shown) && shown.length >= 8 * 1024).toBe(true);
  expect([isCut, error]).toEqual([
    true,
    'The body is compressed and broken; only its start is shown.',
  ]);
});

test.each(['gzip', 'br', 'zstd', 'deflate', 'compress', 'gzip, '.repeat(9)])(
  'a body that is not valid %s is not shown, and the error says so',
  async (encoding) => {
    const bytes = Buffer.from([0xff, 0xfa, 0, 1, 2, 3, 0xff, 0xff]);
    expect(await show(bytes, 'content-encoding', encoding)).toEqual({
      text: '',
      isCut: false,
      error: 'The body is compressed and is not shown.',
    });
  },
);

test('whatever the bytes and headers, the text can be stored and has at most 16 KiB', async () => {
  const encoding = fc.constantFrom('', 'gzip', 'deflate', 'br', 'zstd', 'x', 'gzip, zstd');
  const charset = fc.constantFrom(
    '',
    'utf-16le',
    'utf-16be',
    'gbk',
    'iso-2022-jp',
    'x-user-defined',
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 40_000, size: 'max' }),
    fc.uint8Array({ maxLength: 40_000, size: 'max' }).map((it) => gzipSync(it)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, encoding, charset, async (body, packing, label) => {
      const headers = ['content-encoding', packing, 'content-type', `a/b; charset=${label}`];
      const { text } = await show(body, ...headers);
      expect(text.includes('\0') || !text.isWellFormed()).toBe(false);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bodyBytesKept);
    }),
    { numRuns: 60 },
  );
});
