import type { AttemptFacts } from '../../deliveries/index.ts';
import type { SignedRequest } from '../http/sign-request.ts';

/** A request, ready to send, and what the log keeps of it. */
export interface PreparedRequest {
  request: SignedRequest;
  logged: LoggedRequest;
}

export type LoggedRequest = Pick<
  AttemptFacts,
  'url' | 'requestHeaders' | 'format' | 'requestBody' | 'digest'
>;

/** Facts of this service that requests depend on. */
export interface ServiceFacts {
  /** For `user-agent`. */
  version: string;
  /** The address of Stockaj's app, for the links in chat messages; null for messages without links. */
  appUrl: string | null;
}
