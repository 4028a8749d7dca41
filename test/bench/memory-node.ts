import { startService } from './service.ts';

/*
 * A node in its own process, whose memory can be read. Its parent passes the environment, receives the
 * URL of the API, and then asks for its memory, with or without collecting garbage first. It ends with its parent.
 */
process.once('message', (env: Record<string, string>) => {
  void startService(env).then(({ url }) => {
    process.on('message', ({ collects }: MemoryQuestion) => process.send?.(readMemory(collects)));
    process.send?.(url);
  });
});
process.on('disconnect', () => process.exit(0));

/** Whether to collect garbage first. */
export interface MemoryQuestion {
  collects: boolean;
}

/** Bytes. */
export interface MemoryUse {
  rss: number;
  /** JavaScript heap and buffers, including garbage unless collected. */
  held: number;
}

function readMemory(collects: boolean): MemoryUse {
  if (collects) for (let n = 0; n < 3; n += 1) globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, held: heapUsed + external };
}
