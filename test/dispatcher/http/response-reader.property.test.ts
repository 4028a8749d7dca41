import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Socket } from 'node:net';
import { ResponseReader } from '../../../src/dispatcher/http/response-reader.ts';

/** Returns the bytes that undici's parser gets of pieces that arrive one after the other. */
function passThrough(pieces: readonly Buffer[]): { passed: string; reader: ResponseReader } {
  const socket = new Socket();
  socket._read = () => undefined;
  const reader = new ResponseReader(socket);
  reader.expect();
  let passed = '';
  for (const piece of pieces) {
    socket.push(piece);
    for (let bytes: unknown = socket.read(); bytes !== null; bytes = socket.read()) {
      passed += (bytes as Buffer).toString('latin1');
    }
  }
  return { passed, reader };
}

function cut(text: string, cuts: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text, 'latin1');
  const places = [...cuts.map((it) => it % bytes.length), bytes.length].sort((a, b) => a - b);
  return places.map((to, index) => bytes.subarray(places[index - 1] ?? 0, to));
}

const plain = 'HTTP/1.1 200 OK\r\nx: y\r\ncontent-length: 4\r\n\r\na\nHT';
const rows: [what: string, response: string, passed: string, isRepaired: boolean][] = [
  ['is plain passes unchanged', plain, plain, false],
  [
    'follows interim ones passes without them',
    `HTTP/1.1 100 Continue\r\n\r\n\r\nHTTP/1.1 103 Hint\r\nlink: </a>\r\n\r\n${plain}`,
    plain,
    false,
  ],
  ['has lone LFs gets CRLFs in its head only', plain.replaceAll('\r\n', '\n'), plain, true],
  ['follows a lax interim one counts as repaired', `HTTP/1.1 100 Go\n\n${plain}`, plain, true],
  [
    'has folded headers is unfolded',
    'HTTP/1.1 200 OK\r\nx: a\r\n\t b\r\ny: c\r\n \r\n\r\n z\r\n y',
    'HTTP/1.1 200 OK\r\nx: a b\r\ny: c \r\n\r\n z\r\n y',
    true,
  ],
  [
    'switches protocols passes, to be rejected by the parser',
    'HTTP/1.1 101 Up\r\n\r\na',
    'HTTP/1.1 101 Up\r\n\r\na',
    false,
  ],
  [
    'is not HTTP passes, to be rejected by the parser',
    'SSH-2.0-x\r\n\r\n',
    'SSH-2.0-x\r\n\r\n',
    false,
  ],
];
test.each(rows)(
  'a response that %s, however it is cut into pieces',
  (_what, response, expected, isRepaired) => {
    const cuts = fc.array(fc.nat(response.length), { maxLength: response.length });
    fc.assert(
      fc.property(
        fc.oneof(
          cuts,
          fc.nat(response.length).map((at) => [at]),
        ),
        (places) => {
          const { passed, reader } = passThrough(cut(response, places));
          expect(passed).toBe(expected);
          expect(reader.isRepaired()).toBe(isRepaired);
        },
      ),
      { examples: [[[]], [Array.from(response, (_, at) => at)]] },
    );
  },
);

test('a head that is too long to hold passes unchanged', () => {
  const endless = `HTTP/1.1 200 OK\nx: ${'y'.repeat(70_000)}`;
  expect(passThrough(cut(endless, [1, 2, 30_000])).passed).toBe(endless);
});

test('a status line is shown as printable text of at most 100 characters', () => {
  const shown = (text: string) => passThrough([Buffer.from(text, 'latin1')]).reader.statusLine();
  expect(shown('HTTP/1.1 200 O\x1bK\xff\r\nx')).toBe('HTTP/1.1 200 O\ufffdK\ufffd');
  expect(shown(`HTTP/1.1 200 ${'x'.repeat(200)}\r\n`)).toBe(`HTTP/1.1 200 ${'x'.repeat(87)}…`);
  expect(shown('HTTP/1.1 20')).toBeNull();
  expect(shown('SSH-2.0-OpenSSH\r\n')).toBeNull();
});
