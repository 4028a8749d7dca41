import {
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyOptions,
  type JWTVerifyResult,
} from 'jose';
import { AccessError, systemClock, type Clock, type ErrorLog } from '../kernel/index.ts';
import {
  audience,
  clockToleranceSeconds,
  malformedClaim,
  readClaims,
  type Claims,
} from './claims.ts';
import { createIssuerKeys } from './issuer-keys.ts';
import { createTokenCache } from './token-cache.ts';

/** A secret of at least 32 bytes shared with the issuer, or the URL of the issuer's public keys. */
export type AuthenticatorKey = { secret: string } | { jwksUrl: string };

/** The token was valid until it expired: the client can try again with a new one. */
export class ExpiredTokenError extends AccessError {
  constructor() {
    super('UNAUTHENTICATED', 'The token has expired.');
  }
}

/** Checks the tokens of callers. */
export interface Authenticator {
  /**
   * Returns the claims of the bearer token in an `Authorization` header, null without a header.
   *
   * @throws AccessError UNAUTHENTICATED with the reason when the token is invalid; an ExpiredTokenError when
   * it is only expired
   * @throws UnavailableError when the issuer's keys cannot be loaded, which is not the caller's error
   */
  authenticate(authorization: string | undefined): Promise<Claims | null>;
  /** Explains to operators why tokens cannot be checked; null when they can. Never rejects. */
  explainAbsence(): Promise<string | null>;
}

export interface AuthenticatorOptions {
  clock?: Pick<Clock, 'now'>;
  /** Receives failures to load the issuer's keys. */
  errorLog?: ErrorLog;
  /** The longest lifetime of a token, in days; 30 by default. */
  lifetimeDaysMax?: number;
}

/** Makes the check of tokens: HS256 with a secret, or RS, ES or EdDSA with the keys of a URL. */
export function createAuthenticator(
  key: AuthenticatorKey,
  { clock = systemClock, errorLog, lifetimeDaysMax = 30 }: AuthenticatorOptions = {},
): Authenticator {
  const { verify, explainAbsence } = createVerifier(key, errorLog);
  const verified = createTokenCache();

  async function verifyToken(token: string, currentDate: Date): Promise<Claims> {
    const options = {
      audience,
      requiredClaims: ['exp'],
      currentDate,
      clockTolerance: clockToleranceSeconds,
    };
    const { payload } = await verify(token, options);
    const claims = readClaims(payload);
    refuseLongLife(payload, currentDate, lifetimeDaysMax);
    verified.add(token, claims);
    return claims;
  }

  return {
    explainAbsence,
    async authenticate(authorization) {
      if (authorization === undefined) return null;
      const token = readBearerToken(authorization);
      const now = clock.now();
      const known = verified.find(token);
      if (known && known.expiresAt > now) return known;
      return verifyToken(token, now).catch((error: unknown) => {
        throw toAccessError(error);
      });
    },
  };
}

/**
 * Refuses tokens with a long lifetime: tokens cannot be revoked, and a leaked one must not be valid for years.
 * The lifetime starts at `iat`, but at the latest now, since a token with a future `iat` is accepted today.
 */
function refuseLongLife({ exp = 0, iat }: JWTPayload, now: Date, daysMax: number): void {
  const latestBeginning = now.getTime() / 1000 + clockToleranceSeconds;
  if (exp - Math.min(iat ?? latestBeginning, latestBeginning) <= daysMax * 86_400) return;
  const days = daysMax === 1 ? 'one day' : `${daysMax} days`;
  throw unauthenticated(`The token is valid for too long: its lifetime may be at most ${days}.`);
}

interface Verifier extends Pick<Authenticator, 'explainAbsence'> {
  verify(token: string, options: JWTVerifyOptions): Promise<JWTVerifyResult>;
}

/** Each kind of key has its own algorithms: a public key must never be used as an HMAC secret. */
function createVerifier(key: AuthenticatorKey, errorLog?: ErrorLog): Verifier {
  if ('secret' in key) {
    const secret = new TextEncoder().encode(key.secret);
    return {
      verify: (token, options) => jwtVerify(token, secret, { ...options, algorithms: ['HS256'] }),
      explainAbsence: async () => null,
    };
  }
  const { find, explainAbsence } = createIssuerKeys(key.jwksUrl, errorLog);
  return {
    verify: (token, options) =>
      jwtVerify(token, find, { ...options, algorithms: publicKeyAlgorithms }),
    explainAbsence,
  };
}

const publicKeyAlgorithms = [
  ...['RS256', 'RS384', 'RS512'],
  ...['ES256', 'ES384', 'ES512'],
  ...['EdDSA', 'Ed25519'], // the older name and the exact one of RFC 9864
];

/** RFC 6750, section 2.1; the scheme's name is not case-sensitive (RFC 9110, section 11.1). */
function readBearerToken(authorization: string): string {
  const [, token] = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(authorization) ?? [];
  if (token !== undefined) return token;
  throw unauthenticated('The authorization is malformed: it must be "Bearer" and a token.');
}

/** Maps an error of jose to a sentence that repeats no part of the token. */
function toAccessError(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return new ExpiredTokenError();
  if (error instanceof errors.JWTClaimValidationFailed) return describeClaim(error);
  const sentence = error instanceof errors.JOSEError ? sentences[error.code] : undefined;
  return sentence === undefined ? error : unauthenticated(sentence);
}

const sentences: Partial<Record<string, string>> = {
  ERR_JOSE_ALG_NOT_ALLOWED: 'The token is signed by an algorithm that is not accepted here.',
  ERR_JOSE_NOT_SUPPORTED: 'The token is signed by an algorithm that is not accepted here.',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: "The token's signature is wrong.",
  ERR_JWKS_NO_MATCHING_KEY: 'The token is signed with a key that is not known here.',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'The token does not say which key it is signed with (`kid`).',
  ERR_JWS_INVALID: 'The token is malformed.',
  ERR_JWT_INVALID: 'The token is malformed.',
};

function describeClaim({ claim, reason }: errors.JWTClaimValidationFailed): AccessError {
  if (claim === 'aud') return unauthenticated(`The token is not for the audience ${audience}.`);
  if (reason === 'check_failed' && claim === 'nbf') {
    return unauthenticated('The token is not valid yet.');
  }
  return malformedClaim(claim);
}

function unauthenticated(message: string): AccessError {
  return new AccessError('UNAUTHENTICATED', message);
}
