import { Webhook } from 'standardwebhooks';
import type { RawRequest } from './start-program.ts';

/** A request to a receiver with one secret, and whether it must accept it. */
export interface RequestCase {
  what: string;
  path: '/hooks' | '/hooks/plain';
  request: RawRequest;
  isAccepted: boolean;
}

/** Real requests: one before, and one during an overlap of two secrets. */
export interface Captured {
  /** The receiver's secret; it signed both requests. */
  secret: string;
  single: RawRequest;
  /** Signed with a newer secret, unknown to the receiver, and with the known one. */
  overlap: RawRequest;
}

/** Cases for receivers of Standard Webhooks. */
export function listStandardCases({ secret, single, overlap }: Captured): RequestCase[] {
  const { 'webhook-timestamp': time, 'webhook-signature': signature = '' } = single.headers;
  const sign = (value: string) => change(single, { 'webhook-signature': value });
  const [newer, older] = overlap.headers['webhook-signature']!.split(' ');
  const accepted = {
    'a true request': single,
    'a true request of an overlap': overlap,
    'signatures in the other order': change(overlap, { 'webhook-signature': `${older} ${newer}` }),
    'a signature behind one of another form': sign(`v1a,AAAA ${signature}`),
    'a request of four minutes ago': signAgo(single, secret, 240),
  };
  const refused = {
    'another body': changeBody(single),
    'another body, of an overlap': changeBody(overlap),
    'another id': change(single, { 'webhook-id': 'evt_other' }),
    'another time': change(single, { 'webhook-timestamp': String(Number(time) - 1) }),
    'a request of six minutes ago': signAgo(single, secret, 360),
    'a request of six minutes ahead': signAgo(single, secret, -360),
    'a time that is none': change(single, { 'webhook-timestamp': 'now' }),
    'a secret that it does not know': change(overlap, { 'webhook-signature': newer! }),
    'half a signature': sign(signature.slice(0, 20)),
    'the signature as another version': sign(signature.replace('v1,', 'v2,')),
    'a version without a signature': sign('v1'),
    'a version with an empty signature': sign('v1,'),
    'a signature that is not ASCII': sign('v1,\u00E9\u00E9'),
    'no signature': { ...single, headers: { 'webhook-id': 'evt_other' } },
  };
  return [...listCases('/hooks', accepted, true), ...listCases('/hooks', refused, false)];
}

/** Cases for the plain scheme. Old requests are accepted; the page warns about replays. */
export function listPlainCases({ single, overlap }: Captured): RequestCase[] {
  const name = 'x-stockaj-signature';
  const signature = single.headers[name]!;
  const sign = (value: string) => change(single, { [name]: value });
  const [newer, older] = overlap.headers[name]!.split(',');
  const replayed = { 'webhook-id': 'evt_other', 'webhook-timestamp': '1700000000' };
  const accepted = {
    'a true request': single,
    'a true request of an overlap': overlap,
    'signatures in the other order': change(overlap, { [name]: `${older},${newer}` }),
    'an old request with another id': change(single, replayed),
  };
  const refused = {
    'another body': changeBody(single),
    'another body, of an overlap': changeBody(overlap),
    'a secret that it does not know': change(overlap, { [name]: newer! }),
    'half a signature': sign(signature.slice(0, 20)),
    'a signature without its form': sign(signature.replace('sha256=', '')),
    'no text in the signature': sign(','),
    'a signature that is not ASCII': sign('sha256=\u00E9\u00E9'),
    'no signature': { ...single, headers: {} },
  };
  return [
    ...listCases('/hooks/plain', accepted, true),
    ...listCases('/hooks/plain', refused, false),
  ];
}

function listCases(
  path: RequestCase['path'],
  requests: Record<string, RawRequest>,
  isAccepted: boolean,
): RequestCase[] {
  return Object.entries(requests).map(([what, request]) => ({ what, path, request, isAccepted }));
}

function change(request: RawRequest, headers: Record<string, string>): RawRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}

function changeBody(request: RawRequest): RawRequest {
  return { ...request, body: Buffer.from(request.body.toString().replace('Zoë', 'Zoe')) };
}

/** A correctly signed request with a timestamp this many seconds ago. */
function signAgo(request: RawRequest, secret: string, seconds: number): RawRequest {
  const at = new Date(Date.now() - seconds * 1_000);
  const signature = new Webhook(secret).sign(request.headers['webhook-id']!, at, request.body);
  const time = String(Math.floor(at.getTime() / 1_000));
  return change(request, { 'webhook-timestamp': time, 'webhook-signature': signature });
}
