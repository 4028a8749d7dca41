export { checkAll } from './check-all.ts';
export { countedMax, toBoundedCount, type BoundedCount } from './bounded-count.ts';
export { createBackoff } from './backoff.ts';
export { checkList } from './check-list.ts';
export { checkText, textCharactersMax } from './check-text.ts';
export { createBatcher } from './batcher.ts';
export { systemClock, type Clock } from './clock.ts';
export { serializeError } from './serialize-error.ts';
export {
  AccessError,
  invalidInput,
  notFound,
  UnavailableError,
  UserErrorCode,
  userErrorMeanings,
  UserError,
  userError,
  type UserErrorData,
} from './errors.ts';
export { formatDay, formatInstant, formatPeriod, formatTime } from './format-instant.ts';
export { createErrorLog, type ErrorLog } from './error-log.ts';
export { decodeId, encodeId, IdPrefix, nilId, prefixOf, timeOfId } from './ids.ts';
export { listen } from './listen.ts';
export { createLoop, type Loop } from './loop.ts';
export { createLogger, type Logger, type LogLevel } from './logger.ts';
export { createMetrics, shortSeconds, waitSeconds, type Metrics } from './metrics.ts';
export { hashContent, idempotencyKeyRule, isIdempotencyKey } from './idempotency-key.ts';
export { nameWorkspace } from './name-workspace.ts';
export { multiLineText } from './multi-line-text.ts';
export { oneLineText } from './one-line-text.ts';
export { createSecretBox, type SecretBox, type SecretKey } from './secret-box.ts';
export { shareCheck } from './share-check.ts';
export { UnwritableFolderError } from './unwritable-folder.ts';
export { orDefault, validateInput } from './validate.ts';
export {
  countCharacters,
  isolateDirection,
  toVisibleLine,
  toVisibleText,
  truncateText,
} from './visible-text.ts';
export { pause, withTimeout } from './wait.ts';
export { createTurnLine } from './turn-line.ts';
export { createWorkTurns, type WorkTurns } from './work-turns.ts';
