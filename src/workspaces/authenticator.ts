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

/** A secret of at least 32 bytes that we share with the issuer, or where the issuer's public keys are. */
export type AuthenticatorKey = { secret: string } | { jwksUrl: string };

/** A token that was right until it expired: its owner can come back with a fresh one. */
export class ExpiredTokenError extends AccessError {
  constructor() {
    super('UNAUTHENTICATED', 'The token has expired.');
  }
}

/** Tells who is calling. */
export interface Authenticator {
  /**
   * What the bearer token of an `Authorization` header claims, null without a header.
   *
   * @throws AccessError UNAUTHENTICATED with the reason, for whatever is wrong with the token; an
   * ExpiredTokenError when nothing else is.
   * @throws UnavailableError when the issuer's keys cannot be had, which is no error of the caller.
   */
  authenticate(authorization: string | undefined): Promise<Claims | null>;
  /** Null when tokens can be checked, else why not, for operators. Never rejects. */
  explainAbsence(): Promise<string | null>;
}

export interface AuthenticatorOptions {
  clock?: Pick<Clock, 'now'>;
  /** Told that the issuer's keys cannot be had. */
  errorLog?: ErrorLog;
  /** The longest lifetime that a token may have, in days; 30 when left out. */
  lifetimeDaysMax?: number;
}

/** Checks tokens by HS256 with the secret, or by RS, ES or EdDSA with the keys of the URL. */
export function createAuthenticator(
  key: AuthenticatorKey,
  { clock = systemClock, errorLog, lifetimeDaysMax = 30 }: AuthenticatorOptions = {},
): Authenticator {
  const { verify, explainAbsence } = createVerifier(key, errorLog);
  return {
    explainAbsence,
    async authenticate(authorization) {
      if (authorization === undefined) return null;
      const token = readBearerToken(authorization);
      try {
        const currentDate = clock.now();
        const options = {
          audience,
          requiredClaims: ['exp'],
          currentDate,
          clockTolerance: clockToleranceSeconds,
        };
        const { payload } = await verify(token, options);
        const claims = readClaims(payload);
        refuseLongLife(payload, currentDate, lifetimeDaysMax);
        return claims;
      } catch (error) {
        throw toAccessError(error);
      }
    },
  };
}

/**
 * A token cannot be taken back, so what leaked must not count for years. Its life begins at `iat`, but not
 * later than now: one that is dated ahead counts today already.
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

/** A public key must never be taken for an HMAC secret, so each kind of key has algorithms of its own. */
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

/** A sentence by what jose found. None repeats the token or a part of it. */
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
