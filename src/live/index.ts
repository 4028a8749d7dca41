export { createLiveFeed } from './live-feed.ts';
export type { LiveFeed } from './live-feed.ts';
export { createLiveResolverClass } from './live.resolver.ts';
