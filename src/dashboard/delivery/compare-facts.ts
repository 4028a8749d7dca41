import { formats } from '../format/formats.ts';
import { writeMs } from '../words/durations.ts';
import { describeTime } from '../words/times.ts';
import { compareValues, type Compared } from './compare-values.ts';
import type { AttemptDetails } from './delivery-document.ts';
import { describeAttempt } from './describe-attempt.ts';

/** Compares what is known of two attempts, apart from their headers and bodies. */
export function compareFacts(first: AttemptDetails, second: AttemptDetails): Compared[] {
  const facts: [string, (attempt: AttemptDetails) => string | null][] = [
    ['Result', describeAttempt],
    ['Format', ({ format }) => format && formats[format].name],
    ['Error', ({ errorMessage }) => errorMessage],
    ['Started', ({ startedAt }) => describeTime(startedAt)],
    ['URL', ({ url }) => url],
    ['Remote address', ({ remoteAddress }) => remoteAddress],
    ['Connection', ({ isConnectionReused }) => describeConnection(isConnectionReused)],
    ['Duration', ({ durationMs }) => writeDuration(durationMs)],
    ['DNS lookup', ({ lookUpMs }) => writeDuration(lookUpMs)],
    ['Opening the connection', ({ connectMs }) => writeDuration(connectMs)],
    ['TLS', ({ tlsMs }) => writeDuration(tlsMs)],
    ['First byte', ({ firstByteMs }) => writeDuration(firstByteMs)],
  ];
  return facts
    .map(([name, read]) => compareValues(name, read(first), read(second)))
    .filter((compared) => compared.first !== null || compared.second !== null);
}

/** Says whether an earlier request had opened the connection; null when that is not known. */
function describeConnection(isReused: boolean | null): string | null {
  if (isReused === null) return null;
  return isReused ? 'Reused from an earlier request' : 'Opened for this request';
}

function writeDuration(durationMs: number | null): string | null {
  return durationMs === null ? null : writeMs(durationMs);
}
