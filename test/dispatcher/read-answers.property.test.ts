import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Socket } from 'node:net';
import { readAnswers, type Answers } from '../../src/dispatcher/http/read-answers.ts';

/** What the parser of undici gets of pieces that arrive one after the other. */
function passThrough(pieces: readonly Buffer[]): { passed: string; answers: Answers } {
  const socket = new Socket();
  socket._read = () => undefined;
  const answers = readAnswers(socket);
  answers.expect();
  let passed = '';
  for (const piece of pieces) {
    socket.push(piece);
    for (let bytes: unknown = socket.read(); bytes !== null; bytes = socket.read()) {
      passed += (bytes as Buffer).toString('latin1');
    }
  }
  return { passed, answers };
}

function cut(text: string, cuts: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text, 'latin1');
  const places = [...cuts.map((it) => it % bytes.length), bytes.length].sort((a, b) => a - b);
  return places.map((to, index) => bytes.subarray(places[index - 1] ?? 0, to));
}

const plain = 'HTTP/1.1 200 OK\r\nx: y\r\ncontent-length: 4\r\n\r\na\nHT';
const passages: [what: string, answer: string, passed: string, isRepaired: boolean][] = [
  ['is plain passes as it is', plain, plain, false],
  [
    'follows interim ones passes alone',
    `HTTP/1.1 100 Continue\r\n\r\n\r\nHTTP/1.1 103 Hint\r\nlink: </a>\r\n\r\n${plain}`,
    plain,
    false,
  ],
  ['has lone LFs gets CRLF in its head only', plain.replaceAll('\r\n', '\n'), plain, true],
  ['follows a lax interim one is not trusted', `HTTP/1.1 100 Go\n\n${plain}`, plain, true],
  [
    'has folded headers is unfolded',
    'HTTP/1.1 200 OK\r\nx: a\r\n\t b\r\ny: c\r\n \r\n\r\n z\r\n y',
    'HTTP/1.1 200 OK\r\nx: a b\r\ny: c \r\n\r\n z\r\n y',
    true,
  ],
  [
    'switches protocols passes, to be refused',
    'HTTP/1.1 101 Up\r\n\r\na',
    'HTTP/1.1 101 Up\r\n\r\na',
    false,
  ],
  ['is no HTTP passes, to be refused', 'SSH-2.0-x\r\n\r\n', 'SSH-2.0-x\r\n\r\n', false],
];
test.each(passages)(
  'an answer that %s, however it is cut',
  (_what, answer, expected, isRepaired) => {
    const cuts = fc.array(fc.nat(answer.length), { maxLength: answer.length });
    fc.assert(
      fc.property(
        fc.oneof(
          cuts,
          fc.nat(answer.length).map((at) => [at]),
        ),
        (places) => {
          const { passed, answers } = passThrough(cut(answer, places));
          expect(passed).toBe(expected);
          expect(answers.isRepaired()).toBe(isRepaired);
        },
      ),
      { examples: [[[]], [Array.from(answer, (_, at) => at)]] },
    );
  },
);

test('a head passes on when it is too long to be held', () => {
  const endless = `HTTP/1.1 200 OK\nx: ${'y'.repeat(70_000)}`;
  expect(passThrough(cut(endless, [1, 2, 30_000])).passed).toBe(endless);
});

test('a status line is shown as printable text of bounded length', () => {
  const shown = (text: string) => passThrough([Buffer.from(text, 'latin1')]).answers.statusLine();
  expect(shown('HTTP/1.1 200 O\x1bK\xff\r\nx')).toBe('HTTP/1.1 200 O\ufffdK\ufffd');
  expect(shown(`HTTP/1.1 200 ${'x'.repeat(200)}\r\n`)).toBe(`HTTP/1.1 200 ${'x'.repeat(87)}…`);
  expect(shown('HTTP/1.1 20')).toBeNull();
  expect(shown('SSH-2.0-OpenSSH\r\n')).toBeNull();
});
