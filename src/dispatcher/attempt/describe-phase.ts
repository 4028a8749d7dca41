import type { FailureCode } from '../http/request-failure.ts';
import type { Phases } from '../http/phases.ts';

/** The failures for which the phase matters: all others begin after the first byte, or may not be explained. */
const explained: ReadonlySet<FailureCode> = new Set([
  ...(['TIMEOUT', 'TLS_ERROR'] as const),
  ...(['CONNECTION_REFUSED', 'CONNECTION_RESET', 'CONNECTION_ERROR'] as const),
]);

/**
 * Describes the phase in which a request failed, such as "TLS took 9 s on 203.0.113.5". Empty for a failure that
 * has nothing to do with a phase, and for a request that did not reach one.
 */
export function describePhase(code: FailureCode, phases: Phases): string {
  const phase = explained.has(code) ? findLastPhase(code, phases) : null;
  if (phase === null) return '';
  const [name, ms] = phase;
  const { remoteAddress } = phases;
  return `${name} took ${describeTime(ms)}${remoteAddress === null ? '' : ` on ${remoteAddress}`}`;
}

/** A receiver may refuse the handshake after its end as we see it, such as for a missing client certificate. */
function findLastPhase(code: FailureCode, phases: Phases): [name: string, ms: number] | null {
  const { lookUpMs, connectMs, tlsMs, firstByteMs } = phases;
  if (tlsMs !== null && (code === 'TLS_ERROR' || firstByteMs === null)) return ['TLS', tlsMs];
  if (firstByteMs !== null) return ['waiting for a response', firstByteMs];
  if (connectMs !== null) return ['connecting', connectMs];
  return lookUpMs === null ? null : ['the name look-up', lookUpMs];
}

/** In seconds with one decimal, or in ms below a second. */
function describeTime(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${Number((ms / 1_000).toFixed(1))} s`;
}
