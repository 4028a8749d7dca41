import type { CauseCode } from './causes.ts';
import { explainByOther, explainNoMatch } from './explain-failure.ts';
import { findSignature, makeSignature, type Match, type SignedParts } from './find-signature.ts';
import { findFirstDifference } from './first-difference.ts';
import { judgeTime, readTime } from './judge-time.ts';
import type { Scheme } from './key-variants.ts';
import type { LabInput, SignatureReport } from './lab-report.ts';
import { parseHeaders, type Headers } from './parse-headers.ts';

const headersOf = {
  standard: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  plain: ['x-stockaj-signature'],
} as const;

/** Checks both schemes, and the signature of the person's own code if there is one. Nothing leaves this function. */
export async function verifyLab(input: LabInput): Promise<SignatureReport[]> {
  const headers = parseHeaders(input.headers);
  const parts = toParts(input, headers);
  const own = input.computed.trim();
  const reports = [
    await inspectHeader('standard', input, headers, parts),
    await inspectHeader('plain', input, headers, parts),
    ...(own === '' ? [] : [await inspectComputed(own, parts)]),
  ];
  return explainByOther(reports);
}

function toParts({ body, secret, signedContent }: LabInput, headers: Headers): SignedParts {
  const [, ...rest] = signedContent.split('.').slice(1);
  return {
    id: headers.get('webhook-id'),
    timestamp: headers.get('webhook-timestamp'),
    body,
    loggedBody: signedContent === '' ? null : rest.join('.'),
    secret,
  };
}

async function inspectHeader(
  scheme: Scheme,
  input: LabInput,
  headers: Headers,
  parts: SignedParts,
): Promise<SignatureReport> {
  const missing = headersOf[scheme].filter((name) => !headers.get(name));
  const given = split(scheme, headers.get(headersOf[scheme].at(-1) ?? '') ?? '');
  const report = {
    ...{ subject: scheme, missing, given },
    expected: await makeSignature(scheme, parts),
    signedAtMs: scheme === 'standard' ? readTime(parts.timestamp) : null,
  };
  if (missing.length > 0) {
    return { ...report, verdict: 'failed', causes: ['header-missing'], difference: null };
  }
  const match = await findSignature(scheme, given, parts);
  if (!match) return { ...report, verdict: 'failed', ...explainNoMatch(scheme, input, parts) };
  const time = scheme === 'standard' ? judgeTime(parts.timestamp, input.nowMs) : null;
  return {
    ...report,
    verdict: match.causes.length > 0 ? 'failed' : time ? 'stale' : 'verified',
    causes: [...match.causes, ...(time ? [time] : []), ...describePosition(match, given)],
    difference: findFirstDifference(match.body, parts.body),
  };
}

function split(scheme: Scheme, header: string): string[] {
  return header.split(scheme === 'standard' ? /\s+/ : /[,\s]+/).filter((text) => text !== '');
}

function describePosition({ position }: Match, given: readonly string[]): CauseCode[] {
  if (given.length < 2) return [];
  return [position === 0 ? 'newest-secret' : 'previous-secret'];
}

/** Finds out what the code of the person has signed. */
async function inspectComputed(computed: string, parts: SignedParts): Promise<SignatureReport> {
  const isPlain = computed.startsWith('sha256=');
  const schemes: Scheme[] = isPlain ? ['plain', 'standard'] : ['standard', 'plain'];
  const signatures = split(computed.includes('v1,') ? 'standard' : 'plain', computed);
  const matches = await Promise.all(schemes.map((each) => findSignature(each, signatures, parts)));
  const [best] = matches
    .filter((match) => match !== null)
    .toSorted((one, other) => one.causes.length - other.causes.length);
  return {
    subject: 'computed',
    verdict: best?.causes.length === 0 ? 'verified' : 'failed',
    causes: best?.causes ?? ['computed-unknown'],
    difference: best ? findFirstDifference(parts.body, best.body) : null,
    missing: [],
    expected: await makeSignature(isPlain ? 'plain' : 'standard', parts),
    given: [computed],
    signedAtMs: null,
  };
}
