import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { MemoryQuestion, MemoryUse } from './memory-node.ts';

/** A node whose memory can be read. */
export interface MemoryNode {
  /** URL of the API. */
  url: string;
  read(question: MemoryQuestion): Promise<MemoryUse>;
  /** Kills it. */
  kill(): Promise<void>;
}

/** Starts a node in its own process; resolves when it is ready. */
export async function startMemoryNode(env: Record<string, string>): Promise<MemoryNode> {
  const child = fork(new URL('./memory-node.ts', import.meta.url), {
    execArgv: [...process.execArgv, '--expose-gc'],
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error('The node ended.');
  });
  ended.catch(() => undefined); // a requested end

  async function ask(message: object): Promise<unknown> {
    child.send(message);
    const [answer] = (await Promise.race([once(child, 'message'), ended])) as unknown[];
    return answer;
  }

  const url = String(await ask(env));
  return {
    url,
    read: async (question) => (await ask(question)) as MemoryUse,
    async kill() {
      child.kill('SIGKILL');
      await ended.catch(() => undefined);
    },
  };
}
