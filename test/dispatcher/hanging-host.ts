import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Listens and never accepts: its event loop stands still as soon as it has said that it listens. */
const program = `
  const [host, port] = process.argv.slice(1);
  require('node:net').createServer().listen({ host, port, backlog: 1 }, () => {
    require('node:fs').writeSync(1, 'listening');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

/** An address and port at which connections neither open nor fail: the queue of a host that hangs is full. */
export async function startHangingHost(
  host: string,
  port: number,
): Promise<{ close(): Promise<void> }> {
  const child = spawn(process.execPath, ['-e', program, host, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const fillers: Socket[] = [];
  for (let count = 0; count < 4; count += 1) {
    const filler = connect(port, host);
    filler.on('error', () => undefined);
    fillers.push(filler);
  }
  await once(fillers[1]!, 'connect');
  return {
    async close() {
      for (const filler of fillers) filler.destroy();
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
