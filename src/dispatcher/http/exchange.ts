import type { Dispatcher } from 'undici';
import { bodyBytesRead, createBodyCollector } from './body-collector.ts';
import { describeResponse, type Outcome, type ResponseHead, type Timing } from './outcome.ts';
import { phasesWithoutAddress, reckonPhases, type Opening } from './phases.ts';
import { explainFailure, RequestFailure, type FailureReason } from './request-failure.ts';

const bodyTooLate = 'The body did not end in time.';
const bodyBroken = 'The connection broke before the end of the body.';
const bodyInvalid = 'The body is not valid HTTP.';
const bodyEndless = `The body is longer than ${bodyBytesRead / 1024} KiB; the rest was not read.`;

/** The part of a connection that an exchange uses. */
export interface ExchangeConnection {
  /** The request is about to be written. */
  expectResponse(): void;
  /** The status line of the response as text to show, even if it cannot be parsed; null before it arrives. */
  statusLine(): string | null;
  /** When its first byte arrived, on the monotonic clock; null before that. */
  firstByteMs(): number | null;
  /** The address of the peer; null before the connection is open. */
  address(): string | null;
  /** The response is complete. */
  endResponse(): void;
}

/**
 * One request and its response under one deadline, as a handler for undici's `dispatch`. undici's own
 * timeouts restart with each byte and cannot stop a trickle.
 * `outcome` settles once, at the deadline at the latest. It rejects only for an internal error, such as a
 * header that may not be sent. Nothing of the request is written after the deadline.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly outcome: Promise<Outcome>;
  readonly #startMs = performance.now();
  readonly #timeoutMs: number;
  readonly #timer: NodeJS.Timeout;
  readonly #body = createBodyCollector();
  #resolve!: (outcome: Outcome | Promise<Outcome>) => void;
  #reject!: (error: Error) => void;
  #head: ResponseHead | null = null;
  #controller: Dispatcher.DispatchController | null = null;
  #connection: ExchangeConnection | null = null;
  #stopConnecting: (() => void) | null = null;
  #opening: Opening | null = null;
  #writtenMs: number | null = null;
  #isSettled = false;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    this.outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // One more turn of the event loop: after a busy spell of this process, a response that arrived in
    // time may still be unread, and calling it late would send the event again.
    this.#timer = setTimeout(() => setImmediate(() => this.#expire()), timeoutMs);
  }

  /** Sets the connection of this request, open or not. */
  useConnection(connection: ExchangeConnection): void {
    this.#connection = connection;
  }

  /** Sets the progress of a connection that is being opened for this request alone, and the way to stop it. */
  onConnecting(opening: Opening, stop: () => void): void {
    this.#opening = opening;
    this.#stopConnecting = stop;
  }

  /** undici is about to write the request, perhaps long after it was dispatched. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    const nowMs = performance.now();
    if (this.#isSettled || nowMs - this.#startMs >= this.#timeoutMs) {
      controller.abort(new RequestFailure('TIMEOUT'));
    } else {
      this.#writtenMs = nowMs;
    }
    this.#connection?.expectResponse();
  }

  /** The head is complete. The connection has dropped all interim responses that are valid here. */
  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200) {
      this.#settle({ errorCode: 'INVALID_RESPONSE', detail: `status ${status}` });
      this.#abort();
      return;
    }
    this.#head = { status, rawHeaders: (controller.rawHeaders ?? []) as Buffer[] };
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#body.add(chunk);
    if (this.#body.byteCount > bodyBytesRead) this.#stop(bodyEndless);
  }

  onResponseEnd(): void {
    this.#settle(null);
    this.#connection?.endResponse();
  }

  /** The connection or the protocol failed, or the request was invalid, which is an internal error. */
  onResponseError(_controller: unknown, error: Error): void {
    if (isInternalError(error)) return this.#fail(error);
    const reason = explainFailure(error);
    this.#settle(reason, reason.errorCode === 'INVALID_RESPONSE' ? bodyInvalid : bodyBroken);
  }

  #expire(): void {
    if (this.#isSettled) return;
    this.#stop(bodyTooLate);
  }

  /** Ends the exchange with the part of the response received so far. */
  #stop(bodyError: string): void {
    const detail = `limit ${this.#timeoutMs / 1_000} s`;
    if (this.#head === null) this.#settle({ errorCode: 'TIMEOUT', detail });
    else this.#settle(null, bodyError);
    this.#abort();
  }

  #abort(): void {
    this.#stopConnecting?.();
    this.#controller?.abort(new RequestFailure('TIMEOUT'));
  }

  /** `reason` is used without a head, `bodyError` with one. */
  #settle(reason: FailureReason | null, bodyError: string | null = null): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    if (this.#head === null) {
      const failure = this.#addStatusLine(reason ?? { errorCode: 'CONNECTION_ERROR' });
      this.#resolve({ ...this.#measure(failure), response: null, failure });
    } else {
      this.#describe(this.#measure(null), this.#head, bodyError);
    }
  }

  #measure(failure: FailureReason | null): Timing {
    const [startedMs, endedMs] = [this.#startMs, performance.now()];
    const durationMs = Math.round(endedMs - startedMs);
    if (failure?.errorCode === 'DNS_ERROR') {
      return { durationMs, phases: phasesWithoutAddress(durationMs) };
    }
    const [opening, writtenMs, connection] = [this.#opening, this.#writtenMs, this.#connection];
    const address = connection?.address() ?? null;
    const firstByteMs = connection?.firstByteMs() ?? null;
    return {
      durationMs,
      phases: reckonPhases({ startedMs, endedMs, opening, writtenMs, firstByteMs, address }),
    };
  }

  /** Rejects if that fails: otherwise the outcome would never come, and its slot would be lost. */
  #describe(timing: Timing, head: ResponseHead, bodyError: string | null): void {
    try {
      this.#resolve(describeResponse(timing, head, this.#body, bodyError));
    } catch (error) {
      this.#reject(error as Error);
    }
  }

  /** The log shows how a response began even if it could not be read. */
  #addStatusLine({ errorCode, detail }: FailureReason): Required<FailureReason> {
    // Before the request is written, the connection still knows the previous response.
    const statusLine = this.#controller && this.#connection ? this.#connection.statusLine() : null;
    const began = statusLine === null ? '' : `it began with "${statusLine}"`;
    return { errorCode, detail: [detail, began].filter(Boolean).join('; ') };
  }

  #fail(error: Error): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    this.#reject(error);
  }
}

const internalErrorCodes: ReadonlySet<unknown> = new Set([
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
]);

function isInternalError(error: Error): boolean {
  return 'code' in error && internalErrorCodes.has(error.code);
}
