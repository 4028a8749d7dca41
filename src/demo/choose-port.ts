import { once } from 'node:events';
import { createServer } from 'node:net';

/** The port of the API when nobody asked for another one. */
export const usualPort = 4000;

/**
 * The port to listen on: the one asked for, else 4000, else 0 (any that is free).
 *
 * @throws Error when the one asked for cannot be had.
 */
export async function choosePort(asked: number | null): Promise<number> {
  const error = await findPortError(asked ?? usualPort);
  if (error === null) return asked ?? usualPort;
  if (asked === null) return 0;
  const reason =
    error === 'EADDRINUSE' ? 'is taken by another process' : `is not usable (${error})`;
  throw new Error(`Port ${asked} ${reason}; choose another with PORT.`);
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
