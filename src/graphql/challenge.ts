/** Names what the tokens are for (RFC 9110, section 11.5). */
const realm = 'stockaj-webhooks';

/** The `WWW-Authenticate` of a 401. One parameter at least has to stand there (RFC 6750, section 3). */
const challenge = `Bearer realm="${realm}"`;

/** The same for a token that was given and is wrong or expired (RFC 6750, section 3.1). */
export const invalidTokenChallenge = `${challenge}, error="invalid_token"`;

/** By what the caller sent: nothing and another scheme are no wrong token, and have no error. */
export function chooseChallenge(authorization: string | undefined): string {
  return /^Bearer +\S/i.test(authorization ?? '') ? invalidTokenChallenge : challenge;
}
