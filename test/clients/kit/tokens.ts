import { allScopes } from '../../kit/app.ts';
import type { Surroundings } from './surroundings.ts';

/** Seconds until a token is over: beyond the tolerance of 30 s, and within it for 2 s. */
export const lifetimes = { over: -60, nearlyOver: -28 };

/** Gives the client its tokens: those that are set by `next`, in order, and otherwise one that lasts. */
export function createTokens({ app, customer }: Surroundings) {
  const upcoming: (() => Promise<string>)[] = [];
  return {
    get: async () => (upcoming.shift() ?? (async () => customer.token))(),
    /** @param before runs when the client asks for it */
    next(kind: keyof typeof lifetimes | 'lasting', before: () => unknown = () => null) {
      upcoming.push(async () => {
        await before();
        return kind === 'lasting'
          ? customer.token
          : app.token(customer.workspaceId, allScopes, lifetimes[kind]);
      });
    },
    areUsed: () => upcoming.length === 0,
  };
}
