export { createLiveFeed, type LiveFeed } from './live-feed.ts';
