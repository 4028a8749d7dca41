import ky from 'ky';
import type { SignedRequest } from '../../src/dispatcher/http/sign-request.ts';
import { createBareRequests } from './bare-requests.ts';
import type { BenchWebhook } from './seed.ts';

/** Sends `count` signed requests and resolves when all were answered. */
export type Loop = (count: number) => Promise<void>;

/**
 * The upper limits for the service: the same signed request, without a database.
 *
 * @param concurrency requests in flight
 */
export function createBareLoops(
  webhook: BenchWebhook,
  concurrency: number,
): { undici: Loop; ky: Loop; close(): Promise<void> } {
  const { sign, post, close } = createBareRequests(webhook);

  /** ky in its cheapest form: body and headers bypass its Request. */
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
    undici: loopOver(concurrency, (n) => post(sign(`evt_${n}`, `dlv_${n}`))),
    ky: loopOver(concurrency, (n) => postByKy(sign(`evt_${n}`, `dlv_${n}`))),
    close,
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
