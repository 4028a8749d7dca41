import { describe, expect, test } from '@jest/globals';
import { ChatFormat, renderMessage } from '../../src/messages/index.ts';
import { expectGolden } from '../kit/golden.ts';
import {
  appUrl,
  eventTypeNames,
  formats,
  hostileEvent,
  sampleEvent,
  toEvent,
} from './kit/events.ts';
import { findProblems, listTexts, readVisible } from './kit/services.ts';

const notice = { appUrl, text: null };

describe.each(formats)('a message in the format %s', (format) => {
  test.each(eventTypeNames)('shows the sample of %s as its golden file does', async (type) => {
    const file = new URL(`golden/${format.toLowerCase()}/${type}.json`, import.meta.url);
    const body = renderMessage(format, sampleEvent(type), notice);
    expect(findProblems(format, body)).toEqual([]);
    await expectGolden(file, body);
  });

  test('marks a test event, in the notice and in a message text', () => {
    const event = sampleEvent('rent.created', { test: true });
    expect(readVisible(renderMessage(format, event, notice))).toContain('Test: New rent');
    const own = renderMessage(format, event, { appUrl, text: 'A rent!' });
    expect(readVisible(own)).toContain('Test: A rent!');
    expect(readVisible(renderMessage(format, sampleEvent('rent.created'), notice))).not.toContain(
      'Test',
    );
  });

  test('links to the object, but not to a deleted one and not without an app URL', () => {
    const link = `${appUrl}/rents/rnt_01jhmr6k20ek1sywd84wxnv5px`;
    const created = sampleEvent('rent.created');
    expect(renderMessage(format, created, notice)).toContain(link);
    expect(renderMessage(format, created, { appUrl, text: 'A rent' })).toContain(link);
    expect(renderMessage(format, created, { appUrl: null, text: null })).not.toContain('/rents/');
    expect(renderMessage(format, sampleEvent('rent.deleted'), notice)).not.toContain('/rents/');
  });

  test.each(['', 'null', '[]', '{', '"text"', '{"data":null}', '{"data":{"rent":7}}'])(
    'is a plain notice for the unreadable body %j',
    (body) => {
      const message = renderMessage(format, { type: 'rent.created', body }, notice);
      expect(findProblems(format, message)).toEqual([]);
      expect(readVisible(message)).toContain('A rent was reserved.');
    },
  );

  test('is a plain notice for an event type that the catalogue does not have', () => {
    const message = renderMessage(format, toEvent('rent.<!here>', { rent: {} }), notice);
    expect(findProblems(format, message)).toEqual([]);
    expect(readVisible(message)).toMatch(/An event of the type rent\.<!here> happened\./);
  });

  test('with a message text says that text alone, filled', () => {
    const text = 'For *{{data.renter.name}}* at {{timestamp | date:"time"}}';
    const message = renderMessage(format, sampleEvent('renter.created'), { appUrl, text });
    expect(findProblems(format, message)).toEqual([]);
    expect(readVisible(message)).toContain('For *Ada Brown* at 10:30 UTC');
    expect(readVisible(message)).not.toMatch(/New renter|E-mail/);
  });

  test('with a message text that results in nothing is the notice', () => {
    const text = ' {{data.renter.phone}}\n{{data.renter.phone}}';
    const event = sampleEvent('renter.created');
    expect(renderMessage(format, event, { appUrl, text })).toBe(
      renderMessage(format, event, notice),
    );
  });

  test.each(['&', '\\', '*', '😀', '`_', '"'])(
    'with a message text of 2,000 values of %j is cut and says so',
    (character) => {
      const event = hostileEvent('renter.created', character.repeat(150));
      const text = '{{data.renter.name}}'.repeat(100);
      const message = renderMessage(format, event, { appUrl: null, text });
      expect(findProblems(format, message)).toEqual([]);
      expect(readVisible(message)).toContain('…');
      // Nothing is left of an escape that was cut.
      for (const part of listTexts(JSON.parse(message))) {
        if (format === ChatFormat.SLACK) expect(part).not.toMatch(/&[a-z]{0,3}…/);
        const hasBackslashes = format === ChatFormat.DISCORD || format === ChatFormat.TEAMS;
        if (hasBackslashes) expect(part).not.toMatch(/(?<!\\)\\(?:\\\\)*…/);
      }
    },
  );
});

describe('what a person can do in their own message text', () => {
  const event = sampleEvent('renter.created');

  test('mentions nobody, in any format', () => {
    const text = '<!channel> <@U012AB3CD> <users/all> @everyone @here <at>All</at> {{event}}';
    for (const format of formats) {
      const message = renderMessage(format, event, { appUrl: null, text });
      expect(findProblems(format, message)).toEqual([]);
    }
  });

  test('keeps the formatting of the service', () => {
    const text = '**bold** _{{data.renter.name}}_ `code`';
    const message = renderMessage(ChatFormat.DISCORD, event, { appUrl: null, text });
    expect(JSON.parse(message)).toMatchObject({ content: '**bold** _Ada Brown_ `code`' });
  });
});

describe('what stands in an event', () => {
  test.each([
    [ChatFormat.SLACK, '&lt;!channel&gt; ∗a∗ ˋbˋ a_b @\u200Bhere :\u200Btada: 10:30:00'],
    [ChatFormat.DISCORD, '\\<!channel\\> \\*a\\* \\`b\\` a_b @\u200Bhere :tada: 10:30:00'],
    [ChatFormat.TEAMS, '\\<\\!channel\\> \\*a\\* \\`b\\` a_b @\u200Bhere :tada: 10:30:00'],
    [ChatFormat.GOOGLE_CHAT, '<\u200B!channel> ∗a∗ ˋbˋ a_b @\u200Bhere :tada: 10:30:00'],
  ])('is no formatting in %s', (format, escaped) => {
    const event = hostileEvent('renter.created', '<!channel> *a* `b` a_b @here :tada: 10:30:00');
    const body = renderMessage(format, event, { appUrl: null, text: '[{{data.renter.name}}]' });
    expect(body).toContain(JSON.stringify(`[${escaped}]`).slice(1, -1));
  });

  test('is no date in Teams, whatever stands before it', () => {
    const event = hostileEvent('renter.created', '{{{DATE(2025-01-15T10:30:00Z,SHORT)}}');
    for (const text of [null, '{{data.renter.name}}{{data.renter.name}}{ {{data.renter.name}}']) {
      expect(renderMessage(ChatFormat.TEAMS, event, { appUrl: null, text })).not.toContain('{{');
    }
  });

  // Mattermost and Rocket.Chat take the format, and read the text as Markdown.
  test('is no link in a service that takes the format of Slack', () => {
    const event = hostileEvent('renter.created', '![a](https://evil.example) [b][c]');
    for (const text of [null, '{{data.renter.name}}']) {
      const body = renderMessage(ChatFormat.SLACK, event, { appUrl: null, text });
      expect(body).toContain('![a]\u200B(');
      expect(body).not.toMatch(/\][[(]/);
    }
  });

  // Discord's words are of ASCII letters.
  test.each([ChatFormat.DISCORD, ChatFormat.TEAMS])('is not slanted in %s', (format) => {
    const event = hostileEvent('renter.created', 'é_x_é _y_');
    const body = renderMessage(format, event, { appUrl: null, text: '{{data.renter.name}}' });
    expect(body).toContain(JSON.stringify('é\\_x\\_é \\_y\\_').slice(1, -1));
  });
});
