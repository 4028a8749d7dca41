import { subscribe } from 'node:diagnostics_channel';
import type { Reaper } from './die-at-point.ts';
import type { WriteReport } from './report.ts';

/** Follows undici's diagnostics: reports each request, and makes each step a point to die at. */
export function watchRequests(report: WriteReport, reaper: Reaper): void {
  subscribe('undici:request:create', (message) => {
    const request = readDelivery(message);
    if (request) report({ kind: 'request', ...request });
  });
  subscribe('undici:client:connected', () => reaper.pass('after connect'));
  subscribe('undici:request:bodySent', () => reaper.pass('after request'));
  subscribe('undici:request:headers', () => reaper.pass('after answer'));
}

/** undici stores headers as a flat list of names and values. */
function readDelivery(message: unknown): { delivery: string; attempt: number } | null {
  const { headers } = (message as { request: { headers: string[] } }).request;
  const valueOf = (name: string) => headers[headers.indexOf(name) + 1];
  if (!headers.includes('x-stockaj-delivery')) return null;
  return {
    delivery: valueOf('x-stockaj-delivery') ?? '',
    attempt: Number(valueOf('x-stockaj-attempt')),
  };
}
