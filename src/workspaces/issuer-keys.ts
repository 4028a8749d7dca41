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
/** Older keys are loaded again, while the old ones stay in use. */
const freshMs = 10 * minuteMs;
/** After this time without calls, the next call waits for new keys. */
const idleMs = 2 * freshMs;
/** Time for which keys stay in use when the issuer cannot be reached. */
const keptMs = 24 * 60 * minuteMs;
/** The pause after a failed request, and after one caused by an unknown `kid`. */
const pauseMs = { afterError: 5_000, unknownKid: 30_000 };
const answerWithinMs = 5_000;
/** An issuer has a handful of keys of about 1 KiB each. */
const responseBytesMax = 64 * 1024;

const unavailableMessage =
  "cannot load the token issuer's keys (AUTH_JWKS_URL), the last ones stay valid for up to 24 hours";

/** The public keys of the issuer of tokens. */
export interface IssuerKeys {
  /** Finds the key of a token. @throws UnavailableError when the keys cannot be loaded */
  find: JWTVerifyGetKey;
  /** Explains to operators why there are no keys; null when there are. Asks the issuer if necessary. Never rejects. */
  explainAbsence(): Promise<string | null>;
}

/** Loads the keys of a URL: one bounded request at a time, no redirects. The last valid keys are used for up to 24 hours. */
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

  /** Loads the keys again when they are old. Calls wait for it only after a time without calls. After an error the old keys stay. */
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
        () => 'The keys for checking tokens cannot be loaded from their issuer.',
      );
    },
  };
}

/** Repeats an error for a while, so that a flood of tokens does not become a flood of requests. */
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

/** Refuses an empty or malformed set, which must not replace valid keys. */
const fetchKeys: FetchImplementation = async (url, options) => {
  const response = await fetch(url, { ...options, redirect: 'manual' });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`The issuer responded with status ${response.status}.`);
  }
  const text = await readBounded(response);
  const set = JSON.parse(text) as JSONWebKeySet;
  createLocalJWKSet(set); // throws for a malformed set
  if (set.keys.length === 0) throw new Error('The issuer responded with no keys.');
  return new Response(text);
};

async function readBounded({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += (chunk as Uint8Array).byteLength;
    if (size > responseBytesMax) throw new Error("The issuer's response is larger than 64 KiB.");
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString('utf8');
}
