import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { refuseUnreadable } from '../../../src/graphql/http/refuse-connection.ts';

test('unreadable bytes during an answer close the connection without a second status line', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('half of it');
  });
  refuseUnreadable(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const [begun] = (await once(socket, 'data')) as [Buffer];
    socket.write('NO HTTP\r\n\r\n');
    const answer = `${begun.toString()}${await text(socket)}`;
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200']);
    expect(answer).toMatch(/half of it$/);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
