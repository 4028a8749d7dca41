import { once } from 'node:events';
import { createServer } from 'node:net';

/** The default port of the API. */
export const usualPort = 4000;

/**
 * The port to listen on: the requested one; without a request 4000, or 0 (any free port) if 4000 is taken.
 *
 * @throws Error when the requested port cannot be used.
 */
export async function choosePort(requested: number | null): Promise<number> {
  const error = await findPortError(requested ?? usualPort);
  if (error === null) return requested ?? usualPort;
  if (requested === null) return 0;
  const reason =
    error === 'EADDRINUSE' ? 'is taken by another process' : `is not usable (${error})`;
  throw new Error(`Port ${requested} ${reason}; choose another with PORT.`);
}

/** Null when the port is free, else the code of the system's error. */
async function findPortError(port: number): Promise<string | null> {
  const probe = createServer();
  try {
    probe.listen(port);
    await once(probe, 'listening');
    probe.close();
    await once(probe, 'close');
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}
