import {
  CloseCode,
  MessageType,
  parseMessage,
  type Message,
  type SubscribeMessage,
} from 'graphql-ws';
import type { WebSocket } from 'ws';
import { operationIdMax } from '../limits/socket-limits.ts';
import { closeSocket } from './close-socket.ts';

/** An operation as its client knows it. */
export interface ClientOperation {
  /** The id that the client gave. */
  clientId: string;
  /** Aborted when the client has cancelled the operation. */
  cancelled: AbortSignal;
}

/** Takes a message, as text or parsed; the promise lasts as long as its operation. */
export type Receive = (message: string | Message) => Promise<void>;

/**
 * The operations of one socket. A client may use an id again as soon as it has cancelled its operation. graphql-ws would take
 * the cancelled one, which may still wait or run, for the new one: so it gets another id for each, a number.
 */
export interface OperationIds {
  /** Passes a message of the client on, with the number of its operation as the id. */
  read(text: string, receive: Receive): Promise<void>;
  /** Returns a message of graphql-ws with the id of the client, and the signal of its operation if it is about one. */
  write(message: string): { text: string; cancelled: AbortSignal | undefined };
  /** The operations in progress that are not cancelled. */
  count(): number;
  /** Finds an operation in progress by its number. @throws Error when there is none */
  find(number: string): ClientOperation;
}

/** graphql-ws writes the id of a message first. */
const idOfMessage = /^\{"id":"(\d+)"/;

/** Closes the socket with 4400 for an id that is too long, and with 4409 for one of an operation in progress. */
export function createOperationIds(socket: WebSocket): OperationIds {
  const operations = new Map<string, ClientOperation & { cancel: () => void }>();
  /** The numbers of the operations that are not cancelled, by the ids of the client. */
  const numbers = new Map<string, string>();
  let count = 0;

  function find(number: string) {
    const operation = operations.get(number);
    if (!operation) throw new Error('There is no such operation.');
    return operation;
  }

  async function start(message: SubscribeMessage, receive: Receive): Promise<void> {
    const clientId = message.id;
    if (!mayStart(clientId)) return;
    const number = String((count += 1));
    const abort = new AbortController();
    numbers.set(clientId, number);
    operations.set(number, { clientId, cancelled: abort.signal, cancel: () => abort.abort() });
    try {
      await receive({ ...message, id: number });
    } finally {
      operations.delete(number);
      if (numbers.get(clientId) === number) numbers.delete(clientId);
    }
  }

  function mayStart(clientId: string): boolean {
    if (clientId.length > operationIdMax) {
      const reason = `The id of an operation must not have more than ${operationIdMax} characters.`;
      closeSocket(socket, CloseCode.BadRequest, reason);
    } else if (numbers.has(clientId)) {
      const reason = `Subscriber for ${clientId} already exists`;
      closeSocket(socket, CloseCode.SubscriberAlreadyExists, reason);
    } else return true;
    return false;
  }

  async function cancel(clientId: string, receive: Receive): Promise<void> {
    const number = numbers.get(clientId);
    if (number === undefined) return; // it has ended in the meantime
    numbers.delete(clientId);
    find(number).cancel();
    await receive({ type: MessageType.Complete, id: number });
  }

  return {
    find,
    count: () => numbers.size,
    async read(text, receive) {
      const message = tryToParse(text);
      if (message?.type === MessageType.Subscribe) await start(message, receive);
      else if (message?.type === MessageType.Complete) await cancel(message.id, receive);
      else await receive(message ?? text);
    },
    write(message) {
      const [start, number] = idOfMessage.exec(message) ?? [];
      if (start === undefined || number === undefined)
        return { text: message, cancelled: undefined };
      const { clientId, cancelled } = find(number);
      return { text: `{"id":${JSON.stringify(clientId)}${message.slice(start.length)}`, cancelled };
    },
  };
}

/** Null for a text that is no message of the protocol: graphql-ws closes the socket. */
function tryToParse(text: string): Message | null {
  try {
    return parseMessage(text);
  } catch {
    return null;
  }
}
