import type { EventView } from '../message-event.ts';
import { describeRest, linkLabel, type ChatRenderer, type DigestView } from './chat-renderer.ts';
import { breakAfter, breakMentions, cutEscaped, escapeEntities, replaceMarkers } from './escape.ts';
import { assertSizes, countUnits, takeFitting, type Size } from './sizes.ts';

/** Slack's limits in characters. The last one is for all of a message and not documented: Slack refuses about 13,200. */
const limits = { header: 150, section: 3_000, field: 2_000, blocks: 50, message: 13_000 };

/** Longest `text` of a digest, which notifications and services without blocks show. */
const digestTextMax = 2_500;

type Text = { type: 'plain_text'; text: string; emoji: false } | MarkdownText;
interface MarkdownText {
  type: 'mrkdwn';
  text: string;
  /** Slack makes no links and no mentions of the text. */
  verbatim: true;
}

interface Block {
  type: 'header' | 'section' | 'context';
  text?: Text;
  fields?: readonly Text[];
  elements?: readonly Text[];
}

interface SlackMessage {
  /** Shown by notifications, and by services that know Slack's requests without their blocks. */
  text: string;
  blocks: readonly Block[];
  unfurl_links: false;
  unfurl_media: false;
}

/** Renders messages for Slack: blocks, and their text for notifications. */
export const slackRenderer: ChatRenderer = {
  escapeLiteral,
  escapeValue,
  renderNotice,
  renderText,
  renderDigest,
};

function escapeLiteral(text: string): string {
  return breakMentions(escapeEntities(text));
}

/** Also breaks `[a](b)`, which services that know Slack's requests read as a link or a picture. */
function escapeValue(line: string): string {
  return breakAfter(breakEmoji(escapeLiteral(replaceMarkers(line))), ']');
}

/** Separates the colon of `:tada:`, which would become a picture, from the name; not the one of `10:30:00`. */
function breakEmoji(line: string): string {
  return line.replaceAll(/:(?![0-9]+:)(?=[a-z0-9_+-]+:)/gi, ':\u200B');
}

function renderNotice({ notice, footer }: EventView): string {
  const { title, sentence, facts, link } = notice;
  const fields = facts.map(({ name, value }) => toMarkdown(`*${name}*\n${escapeValue(value)}`));
  const ending = [escapeValue(footer), ...(link === null ? [] : [toLink(link, linkLabel)])];
  return toBody(`${title}: ${escapeValue(sentence)}`, [
    toHeader(title),
    toSection(escapeValue(sentence)),
    ...(fields.length > 0 ? [{ type: 'section', fields } satisfies Block] : []),
    toContext(ending.join(' · ')),
  ]);
}

function renderText(text: string, link: string | null): string {
  const cut = cutEscaped(text, limits.section, countUnits);
  return toBody(cut, [
    toSection(cut),
    ...(link === null ? [] : [toContext(toLink(link, linkLabel))]),
  ]);
}

function renderDigest({ title, views, restCount }: DigestView): string {
  const lines = views.map(({ notice }) => `${notice.title}: ${escapeValue(notice.sentence)}`);
  const rest = describeRest(restCount);
  const shown = takeFitting(lines, digestTextMax);
  const textRest = describeRest(restCount + lines.length - shown.length);
  return toBody([title, ...shown, ...(textRest === null ? [] : [textRest])].join('\n'), [
    toHeader(title),
    ...views.map(({ notice: { title: name, sentence, link } }) =>
      toSection(`*${link === null ? name : toLink(link, name)}*\n${escapeValue(sentence)}`),
    ),
    ...(rest === null ? [] : [toContext(rest)]),
  ]);
}

function toMarkdown(text: string): MarkdownText {
  return { type: 'mrkdwn', text, verbatim: true };
}

function toHeader(text: string): Block {
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}

function toSection(text: string): Block {
  return { type: 'section', text: toMarkdown(text) };
}

function toContext(text: string): Block {
  return { type: 'context', elements: [toMarkdown(text)] };
}

function toLink(url: string, label: string): string {
  return `<${escapeEntities(url).replaceAll('|', '%7C')}|${label}>`;
}

function toBody(text: string, blocks: readonly Block[]): string {
  const message: SlackMessage = { text, blocks, unfurl_links: false, unfurl_media: false };
  const body = JSON.stringify(message);
  assertSizes('Slack', [
    { part: 'a body', size: body.length, max: limits.message },
    { part: 'blocks', size: blocks.length, max: limits.blocks },
    ...blocks.flatMap(listSizes),
  ]);
  return body;
}

function listSizes({ type, text, fields = [], elements = [] }: Block): Size[] {
  const max = type === 'header' ? limits.header : limits.section;
  return [
    { part: `a ${type}`, size: text?.text.length ?? 0, max },
    ...fields.map((field) => ({ part: 'a field', size: field.text.length, max: limits.field })),
    ...elements.map((element) => ({ part: 'an element', size: element.text.length, max })),
  ];
}
