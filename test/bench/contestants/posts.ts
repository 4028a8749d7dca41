import { createHmac, createSecretKey, randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { sampleBody } from '../sample.ts';
import type { BenchWebhook } from '../seed.ts';

/** A delivery as people queue it. */
export interface Job {
  eventId: string;
  url: string;
  body: string;
}

/** Sends a delivery. @throws Error when it does not succeed. */
export type Post = (job: Job) => Promise<void>;

const body = sampleBody.toString();

/** Makes jobs, each of its own event, to the webhooks in turn. */
export function makeJobs(webhooks: readonly BenchWebhook[], count: number): Job[] {
  return Array.from({ length: count }, (_, n) => ({
    eventId: `evt_${randomUUID()}`,
    url: webhooks[n % webhooks.length]?.url ?? '',
    body,
  }));
}

/** A POST as people write it, by undici and by fetch: one signature (Standard Webhooks), any address, 10 s. */
export function createPosts(webhooks: readonly BenchWebhook[]) {
  const sign = createSigner(webhooks);
  const dispatcher = new Agent({ headersTimeout: 10_000, bodyTimeout: 10_000 });
  return {
    async undici(job: Job): Promise<void> {
      const headers = sign(job);
      const response = await request(job.url, {
        ...{ method: 'POST', headers, body: job.body },
        dispatcher,
      });
      await response.body.dump();
      requireSuccess(response.statusCode);
    },
    async fetch(job: Job): Promise<void> {
      const response = await fetch(job.url, {
        ...{ method: 'POST', headers: sign(job), body: job.body },
        redirect: 'manual',
        signal: AbortSignal.timeout(10_000),
      });
      await response.arrayBuffer();
      requireSuccess(response.status);
    },
    close: () => dispatcher.close(),
  };
}

function createSigner(webhooks: readonly BenchWebhook[]): (job: Job) => Record<string, string> {
  const keys = new Map(
    webhooks.map(({ url, secret }) => [
      url,
      createSecretKey(Buffer.from(secret.slice('whsec_'.length), 'base64')),
    ]),
  );
  return ({ eventId, url, body: content }) => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', keys.get(url) ?? '')
      .update(`${eventId}.${timestamp}.${content}`)
      .digest('base64');
    return {
      'content-type': 'application/json',
      'user-agent': 'bench',
      'webhook-id': eventId,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    };
  };
}

function requireSuccess(status: number): void {
  if (status !== 200) throw new Error(`The receiver answered ${status}.`);
}
