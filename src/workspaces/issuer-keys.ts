import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  jwksCache,
  type FetchImplementation,
  type JSONWebKeySet,
  type JWKSCacheInput,
  type JWTVerifyGetKey,
} from 'jose';
import { UnavailableError, type ErrorLog } from '../kernel/index.ts';

const minuteMs = 60_000;
/** Keys older than this are asked for again, while the old ones stay in use. */
const freshMs = 10 * minuteMs;
/** Not asked for longer than this, because nobody called: the next call waits for the answer. */
const idleMs = 2 * freshMs;
/** How long keys stay in use when the issuer cannot be asked. */
const keptMs = 24 * 60 * minuteMs;
/** From a question that failed, or from one that an unknown `kid` caused, to the next. */
const pauseMs = { afterError: 5_000, unknownKid: 30_000 };
const answerWithinMs = 5_000;
/** An issuer has a handful of keys of about 1 KiB each. */
const answerBytesMax = 64 * 1024;

const unavailableMessage =
  "The token issuer's keys cannot be had (AUTH_JWKS_URL); the last good ones count for up to 24 hours.";

/** The public keys of the issuer of tokens. */
export interface IssuerKeys {
  /** Finds the key of a token. @throws UnavailableError when the keys cannot be had. */
  find: JWTVerifyGetKey;
  /** Null when there are keys, else why not, for operators. Asks the issuer when it must. Never rejects. */
  explainAbsence(): Promise<string | null>;
}

/** The keys at the URL: one bounded question at a time, no redirects, and the last good answer for up to 24 hours. */
export function createIssuerKeys(url: string, errorLog?: ErrorLog): IssuerKeys {
  const cache: JWKSCacheInput = {};
  const keys = createRemoteJWKSet(new URL(url), {
    cacheMaxAge: keptMs,
    cooldownDuration: pauseMs.unknownKid,
    timeoutDuration: answerWithinMs,
    [jwksCache]: cache,
    [customFetch]: pauseAfterErrors(fetchKeys, errorLog),
  });

  let askedAtMs = 0;
  let awaited: Promise<unknown> | null = null;

  /** Nothing waits for it, except after a time without calls. An error is logged, and the old keys stay. */
  async function refresh(): Promise<void> {
    const { uat } = cache as { uat?: number };
    if (uat === undefined || Date.now() - uat <= freshMs) return;
    if (!keys.reloading) {
      const answered = keys.reload().catch(() => undefined);
      awaited = Date.now() - Math.max(uat, askedAtMs) > idleMs ? answered : null;
      askedAtMs = Date.now();
    }
    await awaited;
  }

  return {
    find: async (header, token) => {
      await refresh();
      return keys(header, token);
    },
    async explainAbsence() {
      await refresh();
      if (keys.fresh) return null;
      return keys.reload().then(
        () => null,
        () => 'The keys that tokens are checked with cannot be had from their issuer.',
      );
    },
  };
}

/** Answers with the same error for a while, so that no flood of tokens becomes a flood of questions. */
function pauseAfterErrors(
  ask: FetchImplementation,
  errorLog: ErrorLog | undefined,
): FetchImplementation {
  let last = { error: new UnavailableError(), atMs: -Infinity };
  return async (...request) => {
    const sinceMs = Date.now() - last.atMs;
    if (sinceMs >= 0 && sinceMs < pauseMs.afterError) throw last.error;
    try {
      return await ask(...request);
    } catch (cause) {
      last = { error: new UnavailableError({ cause }), atMs: Date.now() };
      errorLog?.noteRetried(last.error, unavailableMessage);
      throw last.error;
    }
  };
}

/** A set that is empty or malformed is as good as none: it must not replace keys that work. */
const fetchKeys: FetchImplementation = async (url, options) => {
  const response = await fetch(url, { ...options, redirect: 'manual' });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`The issuer answered with status ${response.status}.`);
  }
  const text = await readBounded(response);
  const set = JSON.parse(text) as JSONWebKeySet;
  createLocalJWKSet(set); // throws for what is not a set of keys
  if (set.keys.length === 0) throw new Error('The issuer answered with no keys.');
  return new Response(text);
};

async function readBounded({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += (chunk as Uint8Array).byteLength;
    if (size > answerBytesMax) throw new Error('The answer of the issuer is larger than 64 KiB.');
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString('utf8');
}
