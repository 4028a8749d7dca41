import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Binds a server to a port, on all interfaces when no host is given. Port 0 takes any free port.
 *
 * @param variable the environment variable that the port comes from, for the error message
 * @returns the port
 * @throws Error when the port is taken or not permitted
 */
export function listen(
  server: Server,
  { port, host, variable }: { port: number; host?: string | undefined; variable: string },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException) => reject(explainError(cause, port, variable));
    server.once('error', fail);
    server.listen({ port, host }, () => {
      server.off('error', fail);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function explainError(cause: NodeJS.ErrnoException, port: number, variable: string): Error {
  const message =
    cause.code === 'EADDRINUSE'
      ? `Port ${port} is taken by another process; choose another with ${variable}.`
      : cause.code === 'EACCES'
        ? `Port ${port} is not permitted here.`
        : `Cannot listen on port ${port}: ${cause.message}`;
  return new Error(message, { cause });
}
