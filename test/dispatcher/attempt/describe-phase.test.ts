import { expect, test } from '@jest/globals';
import { describePhase } from '../../../src/dispatcher/attempt/describe-phase.ts';
import type { FailureCode } from '../../../src/dispatcher/http/request-failure.ts';
import type { Phases } from '../../../src/dispatcher/http/phases.ts';

const inLookUp: Phases = {
  ...{ lookUpMs: 12_345, connectMs: null, tlsMs: null, firstByteMs: null },
  ...{ isConnectionReused: false, remoteAddress: null },
};
const inConnect: Phases = { ...inLookUp, connectMs: 999, remoteAddress: '2001:db8::5' };
const inTls: Phases = { ...inConnect, tlsMs: 9_004, remoteAddress: '203.0.113.5' };
const inResponse: Phases = { ...inTls, firstByteMs: 1_000 };
const unreached: Phases = { ...inLookUp, lookUpMs: null };

const rows: [code: FailureCode, phases: Phases, text: string][] = [
  ['TIMEOUT', inLookUp, 'the name look-up took 12.3 s'],
  ['TIMEOUT', inConnect, 'connecting took 999 ms on 2001:db8::5'],
  ['CONNECTION_REFUSED', inConnect, 'connecting took 999 ms on 2001:db8::5'],
  ['CONNECTION_ERROR', inConnect, 'connecting took 999 ms on 2001:db8::5'],
  ['TIMEOUT', inTls, 'TLS took 9 s on 203.0.113.5'],
  ['CONNECTION_RESET', inTls, 'TLS took 9 s on 203.0.113.5'],
  ['TLS_ERROR', inTls, 'TLS took 9 s on 203.0.113.5'],
  // In TLS 1.3, a receiver refuses a client without a certificate after our part of the handshake.
  ['TLS_ERROR', inResponse, 'TLS took 9 s on 203.0.113.5'],
  ['TIMEOUT', inResponse, 'waiting for a response took 1 s on 203.0.113.5'],
  ['CONNECTION_RESET', inResponse, 'waiting for a response took 1 s on 203.0.113.5'],
  ['INVALID_RESPONSE', inResponse, ''],
  ['DNS_ERROR', inLookUp, ''],
  ['TIMEOUT', unreached, ''],
];
test.each(rows)('%s in the phases %j is described as "%s"', (code, phases, text) => {
  expect(describePhase(code, phases)).toBe(text);
});
