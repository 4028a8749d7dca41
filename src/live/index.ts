export { createLiveFeed, type LiveFeed } from './live-feed.ts';
export { createLiveResolverClass } from './live.resolver.ts';
