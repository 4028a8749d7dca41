import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { isAwaitingFirstRequest } from './connections.ts';

/** Writes a whole response where there is no ServerResponse, and ends the connection. Writes nothing on a closed one. */
export function refuseConnection(
  connection: Duplex,
  status: string,
  headers: readonly string[] = [],
): void {
  if (!connection.writable) {
    connection.destroy();
    return;
  }
  const fixed = ['Connection: close', 'Cache-Control: no-store', 'Content-Length: 0'];
  const head = [`HTTP/1.1 ${status}`, ...fixed, ...headers].join('\r\n');
  connection.end(`${head}\r\n\r\n`, () => connection.destroy());
}

/** The same statuses as Node's own responses. */
const statuses: Partial<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Replaces the responses that Node creates itself, so that they have our headers: every response has `no-store`. */
export function refuseUnreadable(http: Server): void {
  http.on('clientError', (error: NodeJS.ErrnoException, connection) => {
    if (isAwaitingFirstRequest(error, connection as Socket)) return;
    // Like Node: in the middle of another response, a status line would be read as part of it.
    const { _httpMessage: running } = connection as { _httpMessage?: ServerResponse | null };
    if (running?.headersSent) connection.destroy();
    else refuseConnection(connection, statuses[error.code ?? ''] ?? '400 Bad Request');
  });
  http.on('checkExpectation', (_request, response) => {
    response.writeHead(417, { 'cache-control': 'no-store', 'content-length': 0 }).end();
  });
}
