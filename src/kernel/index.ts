export { createBatcher } from './batcher.ts';
export { systemClock } from './clock.ts';
export type { Clock } from './clock.ts';
export { describeFault } from './describe-fault.ts';
export {
  AccessError,
  notFound,
  UnavailableError,
  UserErrorCode,
  UserFault,
  userFault,
} from './errors.ts';
export type { UserErrorData } from './errors.ts';
export { createFaultLog } from './fault-log.ts';
export type { FaultLog } from './fault-log.ts';
export { decodeId, encodeId, IdPrefix, prefixOf, timeOfId } from './ids.ts';
export { listen } from './listen.ts';
export { createLogger } from './logger.ts';
export type { Logger, LogLevel } from './logger.ts';
export { createMetrics, shortSeconds, waitSeconds } from './metrics.ts';
export type { Metrics } from './metrics.ts';
export { hashContent, idempotencyKeyRule, isIdempotencyKey } from './idempotency-key.ts';
export { oneLineText } from './one-line-text.ts';
export { createSecretBox } from './secret-box.ts';
export type { SecretBox, SecretKey } from './secret-box.ts';
export { shareLook } from './share-look.ts';
export { UnwritableFolderError } from './unwritable-folder.ts';
export { orDefault, validateInput } from './validate.ts';
export { within } from './within.ts';
