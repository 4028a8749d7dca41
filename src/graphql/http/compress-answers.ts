import { constants } from 'node:zlib';
import compression from 'compression';
import type { RequestHandler } from 'express';

/** Bytes; a smaller answer fits into one packet anyway. */
const bytesMin = 1_024;

/**
 * Low levels, since they are most of the gain: of a log page of 100 (225 KB), brotli 4 leaves 9 KB in 0.7 ms and
 * gzip 6 leaves 10 KB in 0.8 ms, outside the thread of the calls. Brotli 9 takes 40 ms for 8 KB.
 */
const levels = { brotli: 4, gzip: 6 };

/** The window of brotli, as a power of two: 512 KiB of memory for each answer in progress, and not 4 MiB. */
const windowBits = 19;

/** Compresses the answers of the API for callers that accept it, except those with `no-transform` (see `forbidStorage`). */
export const compressAnswers: RequestHandler = compression({
  threshold: bytesMin,
  level: levels.gzip,
  brotli: {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: levels.brotli,
      [constants.BROTLI_PARAM_LGWIN]: windowBits,
    },
  },
});
