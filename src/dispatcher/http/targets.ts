import type { NetworkPolicy } from '../../webhooks/index.ts';

/** The part of a URL that a request needs. */
export interface Target {
  origin: string;
  /** With the query. */
  path: string;
}

/** The URLs of webhooks, each parsed once. */
export interface Targets {
  /** Returns null for a URL that was saved under other settings or not by this service. */
  read(url: string): Target | null;
}

/** The most URLs kept. Beyond that all are dropped, and parsed again. */
const targetsMax = 10_000;

/** Starts with no URLs. */
export function createTargets(policy: NetworkPolicy): Targets {
  const targets = new Map<string, Target | null>();
  return {
    read(url) {
      const known = targets.get(url);
      if (known !== undefined) return known;
      const target = parse(url, policy);
      if (targets.size >= targetsMax) targets.clear();
      targets.set(url, target);
      return target;
    },
  };
}

function parse(text: string, { allowsHttp }: NetworkPolicy): Target | null {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return null;
  const isSendable = url.protocol === 'https:' || (allowsHttp && url.protocol === 'http:');
  return isSendable ? { origin: url.origin, path: url.pathname + url.search } : null;
}
