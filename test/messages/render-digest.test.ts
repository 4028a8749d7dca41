import { describe, expect, test } from '@jest/globals';
import { renderDigest, renderMessage } from '../../src/messages/index.ts';
import { expectGolden } from '../kit/golden.ts';
import { appUrl, formats, hostileEvent, sampleEvent, sampleEvents } from './kit/events.ts';
import { findProblems, readVisible } from './kit/services.ts';

describe.each(formats)('a digest in the format %s', (format) => {
  test.each([1, 2, 60])('shows %d events as its golden file does', async (count) => {
    const file = new URL(`golden/${format.toLowerCase()}/digest-${count}.json`, import.meta.url);
    const body = renderDigest(format, sampleEvents(count), { appUrl });
    expect(findProblems(format, body)).toEqual([]);
    await expectGolden(file, body);
  });

  test('of one event is the message of its notice', () => {
    const event = sampleEvent('item.low_stock');
    const message = renderMessage(format, event, { appUrl, text: null });
    expect(renderDigest(format, [event], { appUrl })).toBe(message);
  });

  test('counts every event that it does not show', () => {
    for (const count of [2, 10, 11, 47, 1_500]) {
      const visible = readVisible(renderDigest(format, sampleEvents(count), { appUrl }));
      expect(visible).toContain(`${count.toLocaleString('en-US')} events`);
      const rest = count > 10 ? `and ${(count - 10).toLocaleString('en-US')} more` : '';
      expect(visible).toContain(rest);
      if (rest === '') expect(visible).not.toContain('more');
    }
  });

  test('of long names shows fewer events where a limit wants it, and counts the others', () => {
    const events = Array.from({ length: 30 }, () =>
      hostileEvent('item.low_stock', '*_&'.repeat(70)),
    );
    const body = renderDigest(format, events, { appUrl: `https://${'a'.repeat(180)}.example` });
    expect(findProblems(format, body)).toEqual([]);
    const visible = readVisible(body);
    const rest = Number(/and (\d+) more/.exec(visible)?.[1]);
    expect(rest).toBeGreaterThanOrEqual(20);
    expect(rest).toBeLessThan(30);
  });

  test('marks each test event', () => {
    const events = [sampleEvent('rent.created', { test: true }), sampleEvent('rent.created')];
    const visible = readVisible(renderDigest(format, events, { appUrl: null }));
    expect(visible).toContain('Test: New rent');
  });

  test('of no events is an internal error', () => {
    expect(() => renderDigest(format, [], { appUrl })).toThrow('A digest needs an event.');
  });
});
