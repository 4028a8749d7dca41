import { once } from 'node:events';
import { createServer } from 'node:net';

/** The port of the API when nobody asked for another one. */
export const usualPort = 4000;

/** Port 4000, or 0 (any that is free) when it is taken. */
export async function choosePort(): Promise<number> {
  const probe = createServer();
  try {
    probe.listen(usualPort);
    await once(probe, 'listening');
    probe.close();
    await once(probe, 'close');
    return usualPort;
  } catch {
    return 0;
  }
}
