import { nameChange } from './body-variants.ts';
import type { CauseCode } from './causes.ts';
import type { SignedParts } from './find-signature.ts';
import { findFirstDifference } from './first-difference.ts';
import { isSecret, type Scheme } from './key-variants.ts';
import type { LabInput, SignatureReport } from './lab-report.ts';

/** The usual reasons for a signature that nothing explains. */
export function explainNoMatch(
  scheme: Scheme,
  { secret, signedContent, secretHint }: LabInput,
  { id, timestamp, body, loggedBody }: SignedParts,
): Pick<SignatureReport, 'causes' | 'difference'> {
  const bodyChange = loggedBody === null ? null : nameChange(loggedBody, body);
  const difference =
    loggedBody === null
      ? null
      : scheme === 'plain'
        ? findFirstDifference(loggedBody, body)
        : findFirstDifference(signedContent, `${id}.${timestamp}.${body}`);
  const causes: CauseCode[] = [];
  if (!isSecret(secret.trim())) causes.push('secret-malformed');
  else if (secretHint !== null && !secret.trim().endsWith(secretHint))
    causes.push('secret-of-other');
  else if (loggedBody !== null) causes.push('secret-wrong');
  if (bodyChange) causes.push(bodyChange);
  else if (difference) causes.push('other-attempt');
  if (causes.length === 0) causes.push('secret-or-body');
  return { causes, difference };
}

/** If one scheme verifies, the secret and the body are right, and the other fails by its own headers. */
export function explainByOther(reports: SignatureReport[]): SignatureReport[] {
  const isRight = (scheme: Scheme) =>
    reports.some(({ subject, verdict }) => subject === scheme && verdict !== 'failed');
  return reports.map((report) => {
    const isUnexplained =
      report.causes[0] === 'secret-or-body' || report.causes[0] === 'secret-wrong';
    if (!isUnexplained) return report;
    if (report.subject === 'standard' && isRight('plain'))
      return { ...report, causes: ['id-or-time-changed'] };
    if (report.subject === 'plain' && isRight('standard'))
      return { ...report, causes: ['header-changed'] };
    return report;
  });
}
