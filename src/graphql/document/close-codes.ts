import { CloseCode } from 'graphql-ws';
import {
  expiredCode,
  limitedCode,
  misuseCode,
  tryLaterCode,
  unauthorizedCode,
} from '../sockets/close-socket.ts';

/** The close codes of a WebSocket, what each means, and what clients of graphql-ws do by default. */
export const closeCodes: readonly (readonly [number, string, string])[] = [
  [1001, 'The node stops.', 'They connect again, to another node.'],
  [
    misuseCode,
    'There were messages without a token, or too many messages.',
    'They stop. Correct the client.',
  ],
  [1009, 'A frame is larger than the limit.', 'They stop. Correct the client.'],
  [
    tryLaterCode,
    'The client reads too slowly, or the token cannot be checked now.',
    'They connect again.',
  ],
  [
    CloseCode.BadRequest,
    'A message is not of the protocol, or the id of its operation is too long.',
    'They stop. Correct the client.',
  ],
  [unauthorizedCode, 'The token is missing or wrong.', 'They stop. Get another token.'],
  [expiredCode, 'The token has expired.', 'They connect again, and ask for a fresh token.'],
  [
    CloseCode.SubprotocolNotAcceptable,
    'The client does not offer `graphql-transport-ws`.',
    'They stop. Correct the client.',
  ],
  [
    CloseCode.ConnectionInitialisationTimeout,
    '`connection_init` did not come within 3 s.',
    'They connect again.',
  ],
  [
    CloseCode.SubscriberAlreadyExists,
    'Two operations in progress had the same id.',
    'They stop. Correct the client.',
  ],
  [
    limitedCode,
    'The workspace has reached its limit of sockets on this node.',
    'They try again a few times.',
  ],
  [
    CloseCode.TooManyInitialisationRequests,
    'There was a second `connection_init`.',
    'They stop. Correct the client.',
  ],
  [CloseCode.InternalServerError, 'An error of ours.', 'They stop. Subscribe again after a while.'],
];
