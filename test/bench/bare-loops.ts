import ky from 'ky';
import { Agent, request } from 'undici';
import { createSigningSecret, signRequest } from '../../src/dispatcher/sign-request.ts';
import type { SignedRequest } from '../../src/dispatcher/sign-request.ts';

/** Sends `count` signed requests and resolves when all were answered. */
export type Loop = (count: number) => Promise<void>;

export interface BareLoopOptions {
  url: string;
  secret: string;
  body: Buffer;
  /** Requests in flight. */
  concurrency: number;
}

/** The limits that the service is measured against: the same signed request, without a database. */
export function createBareLoops(options: BareLoopOptions): {
  undici: Loop;
  ky: Loop;
  close(): Promise<void>;
} {
  const secrets = [createSigningSecret(options.secret)];
  const dispatcher = new Agent({ pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });

  function sign(n: number): SignedRequest {
    return signRequest({
      eventId: `evt_${n}`,
      eventType: 'rent.created',
      deliveryId: `dlv_${n}`,
      attempt: 1,
      body: options.body,
      url: options.url,
      timeoutSeconds: 10,
      secrets,
      now: new Date(),
      version: 'bench',
    });
  }

  async function post({ url, headers, body }: SignedRequest): Promise<number> {
    const response = await request(url, { method: 'POST', headers, body, dispatcher });
    await response.body.dump();
    return response.statusCode;
  }

  /** ky in its cheapest arrangement: body and headers do not pass through its Request. */
  async function postByKy(signed: SignedRequest): Promise<number> {
    const fetch = async () => new Response(null, { status: await post(signed) });
    const settings = {
      method: 'post',
      timeout: false,
      retry: 0,
      throwHttpErrors: false,
      fetch,
    } as const;
    return (await ky(signed.url, settings)).status;
  }

  return {
    undici: loopOver(options.concurrency, (n) => post(sign(n))),
    ky: loopOver(options.concurrency, (n) => postByKy(sign(n))),
    close: () => dispatcher.close(),
  };
}

function loopOver(concurrency: number, send: (n: number) => Promise<number>): Loop {
  return async (count) => {
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < count) {
        const status = await send(next++);
        if (status !== 200) throw new Error(`The receiver answered ${status}.`);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
  };
}
