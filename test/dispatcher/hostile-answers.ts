import fc from 'fast-check';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';

/** What a receiver sends, in which pieces, and how it ends. */
export interface RandomAnswer {
  bytes: Buffer;
  /** Where the bytes are cut into pieces. */
  cuts: readonly number[];
  ending: 'end' | 'reset' | 'stay';
}

/** Good answers, each with a part of HTTP that the others have not. */
const goodAnswers = [
  'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 5\r\n\r\nhello',
  'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n3;a=b\r\nabc\r\n0\r\nx: y\r\n\r\n',
  'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 503 Busy\r\nkeep-alive: timeout=600\r\ncontent-length: 0\r\n\r\n',
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\nx: a\n b\ncontent-length: 2\n\nok',
  'HTTP/1.1 101 Up\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\nabc',
  'HTTP/1.0 200 OK\r\nconnection: close\r\nset-cookie: a=b\r\n\r\nuntil the end',
  'HTTP/1.1 204 No Content\r\ncontent-length: 3\r\n\r\nabc',
];

/** What to put into a good answer to spoil it. */
const spoilers = [
  ...['\r\n', '\r\n\r\n', '\n', '\0', '\xff', '\xed\xa0\x80', ':', ' ', ';', ','],
  ...['HTTP/1.1 ', '200', '099', '999', '100', '101', '102', '-1', 'ffffffffffffffff'],
  ...['18446744073709551616', '0\r\n\r\n', 'content-length: ', 'content-length: 7\r\n'],
  ...['transfer-encoding: chunked\r\n', 'connection: upgrade\r\nupgrade: x\r\n'],
  ...['connection: close\r\n', 'keep-alive: timeout=0\r\n', '__proto__: x\r\n', 'y'.repeat(66_000)],
  ...['\r\n ', '\n\t', 'HTTP/1.1 100 Go\r\n\r\n', 'HTTP/1.1 103 Hint\nx: y\n\n'],
];

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const mutation = fc.record({
  at: fc.nat(250),
  cut: fc.oneof(fc.constant(0), fc.nat(20)),
  put: fc.oneof(fc.constantFrom(...spoilers), fc.uint8Array({ maxLength: 8 }).map(latin1)),
});

const spoiledAnswer = fc
  .tuple(
    fc.constantFrom(...goodAnswers),
    fc.array(mutation, { maxLength: 4 }),
    fc.constantFrom('', ...goodAnswers),
  )
  .map(([good, mutations, next]) => {
    const spoil = (text: string, { at, cut, put }: (typeof mutations)[number]): string => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + put + text.slice(place + cut);
    };
    return mutations.reduce(spoil, good) + next;
  });

/** Valid HTTP around bytes that are no text. */
const textlessAnswer = fc
  .tuple(fc.stringMatching(/^[\x80-\xff]{0,9}$/), fc.array(fc.nat(255), { maxLength: 40 }))
  .map(([value, body]) => `HTTP/1.0 200 OK\r\nx-a: ${value}\r\n\r\n\0${latin1(Buffer.from(body))}`);

/** Mostly a good answer with some mutations and perhaps another answer behind it; sometimes any bytes. */
export const randomAnswer: fc.Arbitrary<RandomAnswer> = fc.record({
  bytes: fc
    .oneof(
      { weight: 7, arbitrary: spoiledAnswer },
      { weight: 2, arbitrary: textlessAnswer },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map(latin1) },
    )
    .map((text) => Buffer.from(text, 'latin1')),
  cuts: fc.array(fc.nat(400), { maxLength: 4 }),
  ending: fc.constantFrom('end', 'end', 'end', 'reset', 'stay'),
});

/** Sends the pieces, a turn of the event loop after each, and ends the connection as it says. */
export async function playAnswer(
  socket: Socket,
  { bytes, cuts, ending }: RandomAnswer,
): Promise<void> {
  const places = cuts.map((it) => it % (bytes.length + 1)).sort((a, b) => a - b);
  let from = 0;
  for (const to of [...places, bytes.length]) {
    if (!socket.writable) return;
    socket.write(bytes.subarray(from, to));
    from = to;
    await setImmediate();
  }
  if (ending === 'end') socket.end();
  else if (ending === 'reset') socket.resetAndDestroy();
}
