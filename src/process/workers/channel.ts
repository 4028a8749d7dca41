import type { Role } from '../../config/workers.ts';

/** Everything a worker needs besides the environment; sent in its first message. */
export interface WorkerOrder {
  /** From 1. A worker that replaces another has its number. */
  number: number;
  roles: readonly Role[];
  /** Whether it serves PORT. */
  listens: boolean;
  databaseUrl: string;
}

/** A message between the first process and a worker. Both may ask for metrics; the id belongs to the question. */
export type WorkerMessage =
  | { kind: 'order'; order: WorkerOrder }
  | { kind: 'ready'; url: string | null }
  | { kind: 'failed'; reason: string }
  | { kind: 'pulse' }
  | { kind: 'stop' }
  | { kind: 'askMetrics'; id: number }
  | { kind: 'metrics'; id: number; metrics: unknown };

/** One end of the channel between the first process and a worker. */
export interface Channel {
  /** A message to a process that has ended is dropped. */
  send(message: WorkerMessage): void;
  /** Resolves when the message has left this process. */
  sendLast(message: WorkerMessage): Promise<void>;
  onMessage(listener: (message: WorkerMessage) => void): void;
}

/** The common part of `process` and a child process. A process that could not be launched has no `send`. */
interface End {
  on(event: 'message', listener: (message: WorkerMessage) => void): unknown;
  send?(message: WorkerMessage, whenSent: (error: Error | null) => void): unknown;
}

/** Opens the channel to the process of a worker, or from `process` to the first process. */
export function openChannel(end: unknown): Channel {
  const channel = end as End;
  const sendLast = (message: WorkerMessage) =>
    new Promise<void>((resolve) => void channel.send?.(message, () => resolve()));
  return {
    send: (message) => void sendLast(message),
    sendLast,
    onMessage: (listener) => void channel.on('message', listener),
  };
}
