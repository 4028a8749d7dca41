import type { ChatFormat } from '../../../src/messages/index.ts';

/*
 * The rules of each service, by its documentation: which messages it refuses, and which texts are mentions or markup. Written
 * without the code of the renderers.
 */

type Json = Readonly<Record<string, unknown>>;

/** Problems that the service would have with a body, or that people would have with the message; empty for none. */
export function findProblems(format: ChatFormat, body: string): string[] {
  const message = JSON.parse(body) as Json;
  const problems = [...services[format](message, body), ...listTexts(message).flatMap(findUnsafe)];
  return [...new Set(problems)];
}

/** All texts of a message, also those that only machines read. */
export function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(listTexts);
}

/** Returns the text of a message as a person reads it, without escapes and invisible characters. */
export function readVisible(body: string): string {
  return listTexts(JSON.parse(body))
    .join('\n')
    .replaceAll('\u200B', '')
    .replaceAll(/\\(?=[^\p{L}\p{N}\s])/gu, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function findUnsafe(text: string): string[] {
  return [
    /(?<![\p{L}\p{N}])@[\p{L}\p{N}]/u.test(text) ? 'a mention' : '',
    /[\u200E\u200F\u061C\u202A-\u202E\u2066\u2067]/.test(text) ? 'a direction mark' : '',
    /[^\P{Cc}\n\t]/u.test(text) ? 'a control character' : '',
    text.isWellFormed() ? '' : 'half of a surrogate pair',
    text.split('\u2068').length === text.split('\u2069').length ? '' : 'an open isolate',
  ].filter((problem) => problem !== '');
}

const services: Readonly<Record<ChatFormat, (message: Json, body: string) => string[]>> = {
  SLACK: (message, body) => [
    ...over('body', body.length, 13_000),
    ...over('blocks', (message.blocks as unknown[]).length, 50),
    ...(String(message.text).trim() === '' ? ['no text'] : []),
    ...(message.blocks as Json[]).flatMap(findSlackProblems),
    ...listTexts(message).flatMap((text) => findTags(text, /^https:\/\/[^\s|<>]+\|[^|<>]+$/)),
  ],
  DISCORD: (message) => {
    const embeds = (message.embeds ?? []) as Json[];
    const texts = embeds.flatMap(listDiscordTexts);
    return [
      ...over('content', readText(message.content).length, 2_000),
      ...over('embeds', embeds.length, 10),
      ...over('all embeds', texts.join('').length, 6_000),
      ...embeds.flatMap(findDiscordProblems),
      ...(message.content === undefined && embeds.length === 0 ? ['an empty message'] : []),
      ...(JSON.stringify(message.allowed_mentions) === '{"parse":[]}' ? [] : ['mentions allowed']),
    ];
  },
  TEAMS: (message, body) => [
    ...over('body', Buffer.byteLength(body), 16_000),
    ...(message.type === 'message' ? [] : ['the wrong type']),
    ...(body.includes('"entities"') ? ['mentions allowed'] : []),
    ...(/\{\{(?:DATE|TIME)/.test(body) ? ['a function'] : []),
  ],
  GOOGLE_CHAT: (message, body) => [
    ...over('body', Buffer.byteLength(body), 32_000),
    ...[message.text, message.fallbackText].flatMap((text) =>
      findTags(readText(text), /^(?:https:\/\/[^\s|<>]+\|Open in Stockaj)$|^\u200B/),
    ),
    ...listTexts(message.cardsV2).flatMap((text) =>
      findTags(text, /^(?:\/?b|\/a|a href="https:\/\/[^"<>]+")$|^\u200B/),
    ),
  ],
};

function readText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function over(part: string, size: number, max: number): string[] {
  return size > max ? [`${part}: ${size} > ${max}`] : [];
}

/** Tags that a service would read, other than the allowed ones. */
function findTags(text: string, allowed: RegExp): string[] {
  const tags = text.split('<').slice(1);
  return tags.flatMap((tag) => (allowed.test(tag.split('>')[0] ?? '') ? [] : [`<${tag}`]));
}

function findSlackProblems({ type, text, fields = [], elements = [] }: Json): string[] {
  const read = (part: unknown): string => readText((part as Json | undefined)?.text);
  const parts = [...(fields as Json[]), ...(elements as Json[])];
  const verbatim = [...parts, (text ?? {}) as Json].filter((part) => part.type === 'mrkdwn');
  return [
    ...over('section', read(text).length, type === 'header' ? 150 : 3_000),
    ...over('fields', (fields as Json[]).length, 10),
    ...parts.flatMap((part) => over('field', read(part).length, 2_000)),
    ...parts.flatMap((part) => (read(part) === '' ? ['an empty text'] : [])),
    ...(verbatim.every((part) => part.verbatim === true) ? [] : ['Slack would look for mentions']),
  ];
}

function listDiscordTexts({ title, description, fields = [], footer }: Json): string[] {
  return listTexts([
    title,
    description,
    (fields as Json[]).map(({ name, value }) => [name, value]),
    footer,
  ]);
}

function findDiscordProblems({ title, description, fields = [] }: Json): string[] {
  return [
    ...over('title', String(title).length, 256),
    ...over('description', String(description).length, 4_096),
    ...over('fields', (fields as Json[]).length, 25),
    ...(fields as Json[]).flatMap(({ name, value }) => [
      ...over('name', String(name).length, 256),
      ...over('value', String(value).length, 1_024),
      ...(String(value).trim() === '' ? ['an empty value'] : []),
    ]),
  ];
}
