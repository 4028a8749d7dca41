/** Rate limits on refusing calls; see `createRefuser`. */
export interface RefusalLimits {
  /** Milliseconds between two responses. */
  answerGapMs: number;
  /** Milliseconds between reading two 64 KiB pieces of the bodies of refused calls. */
  pieceGapMs: number;
  /** Responses, and pieces, that may wait; connections beyond it are cut. */
  waitingMax: number;
}

/**
 * A refusal takes 0.3 ms of the thread, so all together at most 15 %, and the refusals of 500 calls a second do not
 * pile up. The cost of a piece is mostly garbage collection: 12 MiB a second.
 */
export const refusalLimits: RefusalLimits = { answerGapMs: 2, pieceGapMs: 5, waitingMax: 1_000 };
