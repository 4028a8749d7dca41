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
  [unauthorizedCode, 'The token is missing or wrong.', 'They stop. Get another token.'],
  [expiredCode, 'The token has expired.', 'They connect again, and ask for a fresh token.'],
  [
    limitedCode,
    'The workspace has reached its limit of sockets on this node.',
    'They try again a few times.',
  ],
];
