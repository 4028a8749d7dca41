import type { ServerOptions } from 'node:https';
import type { HostileReceiver } from './hostile-receiver.ts';
import {
  goodTls,
  readPem,
  startHttpReceiver,
  startRawReceiver,
  type LocalReceiver,
} from './local-receiver.ts';

/** Serves with the certificate and versions that are given; the name is the one of the URL. */
const secure =
  (tls: ServerOptions, host = 'receiver.fixture.example') =>
  async (): Promise<LocalReceiver> => {
    const receiver = await startHttpReceiver((_request, response) => response.end(), {
      tls: { ...goodTls(), ...tls },
    });
    return { ...receiver, url: `https://${host}:${receiver.port}/hook` };
  };

/** Bytes where TLS is expected, perhaps none. */
const speakPlainly = (answer: string) => async (): Promise<LocalReceiver> => {
  const receiver = await startRawReceiver((socket) => void socket.write(answer));
  return { ...receiver, url: receiver.url.replace('http:', 'https:') };
};

const tls11 = {
  minVersion: 'TLSv1.1',
  maxVersion: 'TLSv1.1',
  ciphers: 'DEFAULT@SECLEVEL=0',
} as const;
const wantsCertificate = { requestCert: true, rejectUnauthorized: true } as const;
const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';

const toReceiver = (
  name: string,
  start: HostileReceiver['start'],
  errorCode: 'TLS_ERROR' | 'TIMEOUT' = 'TLS_ERROR',
): HostileReceiver => ({
  name,
  start,
  expected: { errorCode, responseStatus: null, responseBodyError: null },
  isEndless: errorCode === 'TIMEOUT',
  isFlood: false,
});

/** Servers that cannot be trusted to be who they should be, or do not speak TLS. */
export const insecureReceivers: readonly HostileReceiver[] = [
  toReceiver('has a certificate by itself', secure({ cert: readPem('self-signed-leaf') })),
  toReceiver('has a certificate for another name', secure({}, 'other.fixture.example')),
  toReceiver('has a certificate that has expired', secure({ cert: readPem('expired-leaf') })),
  toReceiver('speaks TLS 1.1 at most', secure(tls11)),
  toReceiver('wants a client certificate', secure(wantsCertificate)),
  toReceiver(
    'wants a client certificate by TLS 1.2',
    secure({ ...wantsCertificate, maxVersion: 'TLSv1.2' }),
  ),
  toReceiver('speaks HTTP/2 only', secure({ ALPNProtocols: ['h2'] })),
  toReceiver('speaks plain HTTP on its TLS port', speakPlainly(answer)),
  toReceiver('is silent in the TLS handshake', speakPlainly(''), 'TIMEOUT'),
];
