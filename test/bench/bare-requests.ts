import { Agent, request } from 'undici';
import {
  createSigningSecret,
  signRequest,
  type SignedRequest,
} from '../../src/dispatcher/http/sign-request.ts';
import { sampleBody } from './sample.ts';
import type { BenchWebhook } from './seed.ts';

/** The service's requests without the service: same body, same signatures, only undici. */
export interface BareRequests {
  sign(eventId: string, deliveryId: string): SignedRequest;
  /** Sends it and returns the status. */
  post(signed: SignedRequest): Promise<number>;
  close(): Promise<void>;
}

/** Requests to one webhook. */
export function createBareRequests({ url, secret }: BenchWebhook): BareRequests {
  const secrets = [createSigningSecret(secret)];
  const dispatcher = new Agent({ pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
  return {
    sign: (eventId, deliveryId) =>
      signRequest({
        eventId,
        eventType: 'rent.created',
        deliveryId,
        attempt: 1,
        body: sampleBody,
        url,
        timeoutSeconds: 10,
        secrets,
        now: new Date(),
        version: 'bench',
      }),
    async post({ url: to, headers, body }) {
      const response = await request(to, { method: 'POST', headers, body, dispatcher });
      await response.body.dump();
      return response.statusCode;
    },
    close: () => dispatcher.close(),
  };
}
