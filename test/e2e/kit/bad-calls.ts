import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { WebSocket } from 'ws';
import { writePayload, type BadQuery } from '../../kit/bad-queries.ts';

/** The answer to a call over HTTP. */
export interface RawAnswer {
  status: number;
  text: string;
}

type Send = (url: string, authorization: string) => Promise<RawAnswer>;

/** Sends a query over HTTP. */
export async function post(url: string, authorization: string, query: BadQuery) {
  return send({ body: writePayload(query) })(url, authorization);
}

function send(call: {
  headers?: Record<string, string>;
  body: string | Buffer<ArrayBuffer>;
}): Send {
  return async (url, authorization) => {
    const headers = { 'content-type': 'application/json', authorization, ...call.headers };
    const answer = await fetch(url, { method: 'POST', headers, body: call.body });
    return { status: answer.status, text: await answer.text() };
  };
}

const get =
  (query: string): Send =>
  async (url, authorization) => {
    const answer = await fetch(`${url}?query=${encodeURIComponent(query)}`, {
      headers: { authorization },
    });
    return { status: answer.status, text: await answer.text() };
  };

/** Sends pieces of a body until an answer arrives. */
const sendWithoutEnd: Send = async (url, authorization) => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const head = ['POST /graphql HTTP/1.1', 'Host: localhost', `Authorization: ${authorization}`];
  const rest = ['Content-Type: application/json', 'Transfer-Encoding: chunked', '', ''];
  socket.write([...head, ...rest].join('\r\n'));
  const timer = setInterval(() => socket.write(`10000\r\n${' '.repeat(65_536)}\r\n`), 1);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  clearInterval(timer);
  socket.destroy();
  const [status = '', text = ''] = answer.toString().split('\r\n\r\n');
  return { status: Number(status.split(' ')[1]), text };
};

const mutation = 'mutation { deleteWebhook(input: { webhookId: "x" }) { userErrors { code } } }';
const json = '{"query":"{ viewer { scopes } }"}';
const mebibyte = 1024 * 1024;

/** Calls that are bad apart from their query, with the status of the answer. */
export const badCalls: Readonly<Record<string, { status: number; send: Send }>> = {
  'a mutation by GET': { status: 405, send: get(mutation) },
  'a subscription by GET': { status: 405, send: get('subscription { webhookUpdated { gap } }') },
  'a subscription': {
    status: 400,
    send: send({ body: '{"query":"subscription { webhookUpdated { gap } }"}' }),
  },
  'a batch': { status: 400, send: send({ body: `[${json},${json}]` }) },
  'a large batch': { status: 400, send: send({ body: `[${`${json},`.repeat(20_000)}${json}]` }) },
  'a comment of 900 kB': {
    status: 413,
    send: send({ body: JSON.stringify({ query: `#${'x'.repeat(900_000)}\n{ __typename }` }) }),
  },
  'a gzip bomb': {
    status: 413,
    send: send({
      headers: { 'content-encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(50 * mebibyte, ' ')),
    }),
  },
  'a body without an end': { status: 413, send: sendWithoutEnd },
  'bytes that are no gzip': {
    status: 400,
    send: send({ headers: { 'content-encoding': 'gzip' }, body: json }),
  },
  'a form': { status: 400, send: send({ headers: { 'content-type': 'text/plain' }, body: json }) },
  'another charset': {
    status: 415,
    send: send({ headers: { 'content-type': 'application/json; charset=latin1' }, body: json }),
  },
  'no JSON': { status: 400, send: send({ body: '{"query":' }) },
  'JSON that is no object': { status: 400, send: send({ body: '"query"' }) },
  'JSON 20,000 deep': { status: 400, send: send({ body: '['.repeat(20_000) }) },
  'lists 20,000 deep': {
    status: 400,
    send: send({ body: '['.repeat(20_000) + ']'.repeat(20_000) }),
  },
  'a query that is no text': { status: 400, send: send({ body: '{"query":{"kind":"Document"}}' }) },
  'variables that are no object': {
    status: 400,
    send: send({ body: '{"query":"{ __typename }","variables":"x"}' }),
  },
  'extensions that are no object': {
    status: 400,
    send: send({ body: '{"query":"{ __typename }","extensions":[1]}' }),
  },
  '__proto__ beside the query': {
    status: 400,
    send: send({ body: '{"__proto__":{"query":"{ __typename }"}}' }),
  },
  'an operation that is not there': {
    status: 400,
    send: send({ body: '{"query":"query A { __typename }","operationName":"B"}' }),
  },
};

/** Opens a WebSocket and sends its token. */
export async function openRawSocket(url: string, authorization: string): Promise<WebSocket> {
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
  await once(socket, 'message');
  return socket;
}

/** Frames that are no message of the protocol, with the code that closes their socket. */
export const badFrames: Readonly<Record<string, { code: number; frame: string | Buffer }>> = {
  'no JSON': { code: 4400, frame: '{' },
  'an unknown type': { code: 4400, frame: '{"type":"start"}' },
  'a batch': { code: 4400, frame: '[{"type":"ping"}]' },
  'an operation without an id': { code: 4400, frame: `{"type":"subscribe","payload":${json}}` },
  'an operation with a long id': {
    code: 4400,
    frame: `{"id":"${'x'.repeat(120_000)}","type":"subscribe","payload":${json}}`,
  },
  'a query that is no text': {
    code: 4400,
    frame: '{"id":"1","type":"subscribe","payload":{"query":1}}',
  },
  'lists 50,000 deep': { code: 4400, frame: '['.repeat(50_000) + ']'.repeat(50_000) },
  'bytes that are no text': { code: 4400, frame: Buffer.from([0xff, 0xfe, 0x00]) },
  'a second token': { code: 4429, frame: '{"type":"connection_init"}' },
  'a comment of 900 kB': {
    code: 1009,
    frame: JSON.stringify({
      id: '1',
      type: 'subscribe',
      payload: { query: `#${'x'.repeat(900_000)}` },
    }),
  },
};
