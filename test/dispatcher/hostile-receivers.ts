import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Outcome } from '../../src/dispatcher/http/outcome.ts';
import type { HostileReceiver } from './hostile-receiver.ts';
import { insecureReceivers } from './insecure-receivers.ts';
import { resetAfter, startRawReceiver, writeForEver, writeSlowly } from './local-receiver.ts';

const bodyTooLate = 'The body did not end in time.';
const bodyBroken = 'The connection broke before the end of the body.';
const bodyInvalid = 'The body breaks the rules of HTTP.';
const bodyEndless = 'The body is longer than 64 KiB; the rest was not read.';
const bodyCut = 'The body is longer than the 16 KiB that are kept.';

const ok = 'HTTP/1.1 200 OK\r\n';
const chunked = `${ok}transfer-encoding: chunked\r\n\r\n`;
const empty = 'content-length: 0\r\n\r\n';

/** Bytes as they are (Latin-1), after which the connection stays open, or whatever a function does. */
type Answer = string | Buffer | ((socket: Socket) => void);

function write(socket: Socket, answer: string | Buffer): void {
  socket.write(typeof answer === 'string' ? Buffer.from(answer, 'latin1') : answer);
}

const speak = (answer: Answer) => () =>
  startRawReceiver((socket) => {
    if (typeof answer === 'function') answer(socket);
    else write(socket, answer);
  });

/** The answer, and the end of the connection. */
const andEnd = (answer: string) => (socket: Socket) => void socket.end(answer, 'latin1');

/** The answer, and then one byte after the other. */
const andTrickle = (answer: string, byte: string) => (socket: Socket) => {
  write(socket, answer);
  writeSlowly(socket, byte);
};

/** The answer, and then the piece for ever. */
const andFlood = (answer: string, piece: string) => (socket: Socket) => {
  write(socket, answer);
  writeForEver(socket, piece);
};

/** So many headers of so many bytes. */
const headers = (count: number, size: number): string =>
  Array.from({ length: count }, (_, index) => `h${index}: ${'x'.repeat(size)}\r\n`).join('');

const gzipBomb = gzipSync(Buffer.alloc(24 * 1024 * 1024, 'x'));

type Row = readonly [
  name: string,
  answer: Answer,
  errorCode: Outcome['errorCode'],
  responseStatus: number | null,
  responseBodyError?: string,
];

const endless: Row[] = [
  ['is silent', '', 'TIMEOUT', null],
  ['sends its status line byte by byte', andTrickle(ok.trim(), 'K'), 'TIMEOUT', null],
  ['sends its headers byte by byte', andTrickle(`${ok}x: `, 'y'), 'TIMEOUT', null],
  ['sends some interim answers only', 'HTTP/1.1 102 Wait\r\n\r\n'.repeat(9), 'TIMEOUT', null],
  ['trickles interim answers', andTrickle('HTTP/1.1 100 Go\r\nx: ', 'y'), 'TIMEOUT', null],
  [
    'sends its body byte by byte',
    andTrickle(`${ok}content-length: 1000000\r\n\r\nz`, 'z'),
    null,
    200,
    bodyTooLate,
  ],
  ['stops within its body', `${ok}content-length: 9\r\n\r\nab`, null, 200, bodyTooLate],
  ['never ends an extension of a chunk', andTrickle(`${chunked}5;a`, 'b'), null, 200, bodyTooLate],
  [
    'refuses with a body that never ends',
    andTrickle('HTTP/1.1 500 Oh\r\n\r\n', 'z'),
    'HTTP_SERVER_ERROR',
    500,
    bodyTooLate,
  ],
];

/** None of it is a header or a body, so that no bound of those applies. */
const floods: Row[] = [
  ['never ends its reason', andFlood('HTTP/1.1 200 ', 'K'.repeat(1_000)), 'INVALID_RESPONSE', null],
  ['sends empty lines for ever', andFlood('', '\r\n'.repeat(500)), 'INVALID_RESPONSE', null],
  [
    'sends blanks in a header for ever',
    andFlood(`${ok}x:`, ' '.repeat(1_000)),
    'INVALID_RESPONSE',
    null,
  ],
  [
    'floods an extension of a chunk',
    andFlood(`${chunked}5;a`, 'b'.repeat(1_000)),
    null,
    200,
    bodyInvalid,
  ],
  [
    'never ends the size of a chunk',
    andFlood(`${chunked}0`, '0'.repeat(1_000)),
    null,
    200,
    bodyInvalid,
  ],
];

const odd: Row[] = [
  ['answers with status 999', `HTTP/1.1 999 Odd\r\n${empty}`, 'INVALID_RESPONSE', 999],
];

const invalid: Row[] = (
  [
    ['speaks another protocol', 'SSH-2.0-OpenSSH_9.2p1\r\n'],
    ['answers with status 099', `HTTP/1.1 099 Odd\r\n${empty}`],
    ['answers with status 101', 'HTTP/1.1 101 Up\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'],
    ['answers with a bare status 101', `HTTP/1.1 101 Up\r\n\r\n${ok}${empty}`],
    ['sends 100 for ever', andFlood('', 'HTTP/1.1 100 Continue\r\n\r\n')],
    ['sends interim answers with lone LF for ever', andFlood('', 'HTTP/1.1 100 Go\n\n')],
    ['sends 102 for ever', andFlood('', 'HTTP/1.1 102 Wait\r\n\r\n')],
    ['sends 103 for ever', andFlood('', 'HTTP/1.1 103 Hint\r\nlink: a\r\n\r\n')],
    ['sends a header of 70 kB', `${ok}x: ${'y'.repeat(70_000)}\r\n\r\n`],
    ['sends headers for ever', andFlood(ok, 'x: yyyy\r\n')],
    ['sends 6,000 headers', `${ok}${headers(6_000, 10)}\r\n`],
    ['tells two lengths', `${ok}content-length: 1\r\ncontent-length: 2\r\n\r\nab`],
    ['tells a negative length', `${ok}content-length: -1\r\n\r\nab`],
    ['tells a length beyond 64 bits', `${ok}content-length: ${'9'.repeat(30)}\r\n\r\nab`],
    [
      'tells a length and sends chunks',
      `${ok}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['has NUL in a header', `${ok}x: a\0b\r\n${empty}`],
    ['has a bare CR in a header', `${ok}x: a\rb\r\n${empty}`],
    ['has a bare CR and lone LFs', `HTTP/1.1 200 OK\nx: a\rb\n\n`],
    ['has a blank before a colon', `${ok}x : a\r\n${empty}`],
    ['has a blank before a colon and lone LFs', 'HTTP/1.1 200 OK\ncontent-length : 0\n\n'],
    ['begins its headers with a blank', `${ok} x: a\r\n${empty}`],
    ['folds a length into two', `${ok}content-length: 1\r\n 2\r\n\r\nab`],
    [
      'tells a length and sends chunks, with lone LFs',
      'HTTP/1.1 200 OK\ncontent-length: 5\ntransfer-encoding:\n chunked\n\n0\r\n\r\n',
    ],
    [
      'tells two lengths with lone LFs',
      'HTTP/1.1 200 OK\ncontent-length: 1\ncontent-length: 2\n\nab',
    ],
    [
      'sends a body after a 100',
      `HTTP/1.1 100 Continue\r\ncontent-length: 2\r\n\r\nab${ok}${empty}`,
    ],
    ['answers HTTP/2 without being asked', '\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0\x64'],
  ] satisfies [string, Answer][]
).map(([name, answer]) => [name, answer, 'INVALID_RESPONSE', null]);

const cutOff: Row[] = [
  ['resets before its answer', (socket) => void socket.resetAndDestroy(), 'CONNECTION_RESET', null],
  [
    'resets within its head',
    (socket) => resetAfter(socket, `${ok}x: y\r\n`),
    'CONNECTION_RESET',
    null,
  ],
  ['closes before its answer', andEnd(''), 'CONNECTION_RESET', null],
  ['closes within its head', andEnd(`${ok}x: y\r\n`), 'CONNECTION_RESET', null],
  ['closes after a 100', andEnd('HTTP/1.1 100 Continue\r\n\r\n'), 'CONNECTION_RESET', null],
];

/** Not by the letter of HTTP, but common, and understood by browsers and curl. */
const lax: Row[] = [
  ['sends a 100 that nobody asked for', `HTTP/1.1 100 Continue\r\n\r\n${ok}${empty}`, null, 200],
  [
    'sends a 100 that closes and a 103 with headers',
    `HTTP/1.1 100 Go\r\nconnection: close\r\n\r\nHTTP/1.1 103 Hint\r\nlink: </a>\r\n\r\n${ok}${empty}`,
    null,
    200,
  ],
  ['sends empty lines before its answer', `\r\n\r\n${ok}${empty}`, null, 200],
  ['ends its lines with LF alone', 'HTTP/1.1 200 OK\nx: y\ncontent-length: 0\n\n', null, 200],
  ['ends some lines with LF alone', `HTTP/1.1 200 OK\nx: y\r\n${empty}`, null, 200],
  ['folds a header', `${ok}x: a\r\n  b\r\n\tc\r\n${empty}`, null, 200],
  ['sends a header of 60 kB', `${ok}x: ${'y'.repeat(60_000)}\r\n${empty}`, null, 200],
  ['sends 3,000 headers', `${ok}${headers(3_000, 10)}${empty}`, null, 200],
  [
    'sends a 100 and refuses',
    `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 500 Oh\r\n${empty}`,
    'HTTP_SERVER_ERROR',
    500,
  ],
];

const taken: Row[] = [
  [
    'sends less than the length it tells',
    andEnd(`${ok}content-length: 9\r\n\r\nab`),
    null,
    200,
    bodyBroken,
  ],
  ['sends more than the length it tells', `${ok}content-length: 2\r\n\r\nabcdef`, null, 200],
  [
    'resets within its body',
    (socket) => resetAfter(socket, `${ok}content-length: 9\r\n\r\nab`),
    null,
    200,
    bodyBroken,
  ],
  [
    'resets after its answer',
    (socket) => resetAfter(socket, `${ok}content-length: 2\r\n\r\nab`),
    null,
    200,
  ],
  ['sends broken chunks', `${chunked}zz\r\n`, null, 200, bodyInvalid],
  ['sends trailers for ever', andFlood(`${chunked}0\r\n`, 'x: yyyy\r\n'), null, 200, bodyInvalid],
  ['sends a body without end', andFlood(`${ok}\r\n`, 'x'.repeat(1_000)), null, 200, bodyEndless],
  ['sends a body after a 204', 'HTTP/1.1 204 No Content\r\n\r\nsurprise', null, 204],
  [
    'sends a gzip bomb',
    (socket) =>
      write(
        socket,
        Buffer.concat([
          Buffer.from(`${ok}content-encoding: gzip\r\ncontent-length: ${gzipBomb.length}\r\n\r\n`),
          gzipBomb,
        ]),
      ),
    null,
    200,
    bodyCut,
  ],
  [
    'sends NUL, surrogates and invalid UTF-8',
    andEnd(`${ok}\r\na\0\xff\xed\xa0\x80\xed\xb0\x80b`),
    null,
    200,
  ],
  [
    'sends bytes beyond ASCII in its headers',
    `${ok}x-\x7e: \xff\xed\xa0\x80\xc3\r\n${empty}`,
    null,
    200,
  ],
];

/** Forms of `Retry-After` that mean nothing, nonsense, or more than a day. */
const retryAfters = [
  ...['1e300', '-1', 'NaN', '1970', '9999', '9'.repeat(40)],
  ...['Thu, 01 Jan 1970 00:00:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT'],
];

const refusing: Row[] = [
  [
    'redirects to a private address',
    `HTTP/1.1 301 Moved\r\nlocation: http://10.0.0.1/\r\n${empty}`,
    'HTTP_REDIRECT',
    301,
  ],
  [
    'refuses before it has read the request',
    (socket) => void socket.pause().end(`HTTP/1.1 413 Too Large\r\n${empty}`),
    'HTTP_CLIENT_ERROR',
    413,
  ],
  ...retryAfters.map((value): Row => [
    `asks for more time by ${value}`,
    `HTTP/1.1 503 Busy\r\nretry-after: ${value}\r\n${empty}`,
    'HTTP_SERVER_ERROR',
    503,
  ]),
];

const toReceiver =
  (isEndless: boolean, isFlood = false) =>
  ([name, answer, errorCode, responseStatus, responseBodyError]: Row): HostileReceiver => ({
    name,
    start: speak(answer),
    expected: { errorCode, responseStatus, responseBodyError: responseBodyError ?? null },
    isEndless,
    isFlood,
  });

/** All of them, by what an attempt makes of it. */
export const hostileReceivers: readonly HostileReceiver[] = [
  ...endless.map(toReceiver(true)),
  ...floods.map(toReceiver(false, true)),
  ...[...odd, ...invalid, ...cutOff, ...lax, ...taken, ...refusing].map(toReceiver(false)),
  ...insecureReceivers,
];
