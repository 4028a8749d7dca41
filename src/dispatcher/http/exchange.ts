import type { Dispatcher } from 'undici';
import {
  describeNoResponse,
  describeResponse,
  type Outcome,
  type ResponseHead,
} from './outcome.ts';
import { bodyBytesRead, createBodyCollector } from './read-response.ts';
import { explainFailure, RequestFailure, type FailureReason } from './request-failure.ts';

const bodyTooLate = 'The body did not end in time.';
const bodyBroken = 'The connection broke before the end of the body.';
const bodyInvalid = 'The body breaks the rules of HTTP.';
const bodyEndless = `The body is longer than ${bodyBytesRead / 1024} KiB; the rest was not read.`;

/** The part of a connection that an exchange sees. */
export interface Line {
  /** The request is about to be written. */
  expectAnswer(): void;
  /** The status line of the answer as text to show, also of one that cannot be parsed; null if none came. */
  statusLine(): string | null;
  /** The answer has come to its end. */
  endAnswer(): void;
}

/**
 * One request and its answer under one deadline, as a handler for `dispatch` of undici. undici's own
 * timeouts start anew with each byte and cannot bound a trickle.
 * `outcome` settles once, at the deadline at the latest. It rejects only for an error of our own, such
 * as a header that may not be sent. After the deadline nothing of the request is written any more.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly outcome: Promise<Outcome>;
  readonly #startedAt = new Date();
  readonly #startMs = performance.now();
  readonly #timeoutMs: number;
  readonly #timer: NodeJS.Timeout;
  readonly #body = createBodyCollector();
  #resolve!: (outcome: Outcome | Promise<Outcome>) => void;
  #reject!: (error: Error) => void;
  #head: ResponseHead | null = null;
  #controller: Dispatcher.DispatchController | null = null;
  #line: Line | null = null;
  #giveUpConnecting: (() => void) | null = null;
  #isSettled = false;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
    this.outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // One more turn of the event loop: when this process was busy, an answer that had arrived in time
    // may still wait to be read, and to call it late would send the event again.
    this.#timer = setTimeout(() => setImmediate(() => this.#expire()), timeoutMs);
  }

  /** Tells which connection the request goes over, open or not. */
  onLine(line: Line): void {
    this.#line = line;
  }

  /** Tells how to stop a connection that is being made for this request alone. */
  onConnecting(giveUp: () => void): void {
    this.#giveUpConnecting = giveUp;
  }

  /** undici is about to write the request, perhaps long after it was asked to. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isSettled || performance.now() - this.#startMs >= this.#timeoutMs) {
      controller.abort(new RequestFailure('TIMEOUT'));
    }
    this.#line?.expectAnswer();
  }

  /** The head came. The connection has dropped interim ones but for those that are no part of HTTP here. */
  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200) return this.#refuse(`status ${status}`);
    this.#head = { status, rawHeaders: (controller.rawHeaders ?? []) as Buffer[] };
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#body.add(chunk);
    if (this.#body.byteCount > bodyBytesRead) this.#stop(bodyEndless);
  }

  onResponseEnd(): void {
    this.#settle(null);
    this.#line?.endAnswer();
  }

  /** The connection or the protocol failed, or the request was never valid, which is our own error. */
  onResponseError(_controller: unknown, error: Error): void {
    if (isInternalError(error)) return this.#fail(error);
    const reason = explainFailure(error);
    this.#settle(reason, reason.errorCode === 'INVALID_RESPONSE' ? bodyInvalid : bodyBroken);
  }

  #refuse(detail: string): void {
    this.#settle({ errorCode: 'INVALID_RESPONSE', detail });
    this.#abort();
  }

  #expire(): void {
    if (this.#isSettled) return;
    this.#stop(bodyTooLate);
  }

  /** Ends the exchange with what has come so far. */
  #stop(bodyError: string): void {
    const detail = `limit ${this.#timeoutMs / 1_000} s`;
    if (this.#head === null) this.#settle({ errorCode: 'TIMEOUT', detail });
    else this.#settle(null, bodyError);
    this.#abort();
  }

  #abort(): void {
    this.#giveUpConnecting?.();
    this.#controller?.abort(new RequestFailure('TIMEOUT'));
  }

  /** `reason` counts when there is no head, `bodyError` when there is one. */
  #settle(reason: FailureReason | null, bodyError: string | null = null): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    const durationMs = Math.round(performance.now() - this.#startMs);
    const timing = { startedAt: this.#startedAt, durationMs };
    this.#resolve(
      this.#head === null
        ? describeNoResponse(
            timing,
            this.#addStatusLine(reason ?? { errorCode: 'CONNECTION_ERROR' }),
          )
        : describeResponse(timing, this.#head, this.#body, bodyError),
    );
  }

  /** An answer that cannot be taken still shows in the log how it began. */
  #addStatusLine(reason: FailureReason): FailureReason {
    // Before the request is written, the line knows an earlier answer.
    const statusLine = this.#controller && this.#line ? this.#line.statusLine() : null;
    if (statusLine === null) return reason;
    const began = `it began with "${statusLine}"`;
    const { errorCode, detail } = reason;
    return { errorCode, detail: detail ? `${detail}; ${began}` : began };
  }

  #fail(error: Error): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    this.#reject(error);
  }
}

const ownErrorCodes: ReadonlySet<unknown> = new Set([
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
]);

function isInternalError(error: Error): boolean {
  return 'code' in error && ownErrorCodes.has(error.code);
}
