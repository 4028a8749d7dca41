import type { NoticeTone } from '../../catalogue/index.ts';
import type { EventView } from '../message-event.ts';
import { describeRest, linkLabel, type ChatRenderer, type DigestView } from './chat-renderer.ts';
import { breakMentions, cutEscaped, escapeMarkdown } from './escape.ts';
import { assertSizes, countUnits, takeFitting } from './sizes.ts';

/** Discord's limits in characters. */
const limits = {
  content: 2_000,
  title: 256,
  description: 4_096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1_024,
  footer: 2_048,
  embeds: 6_000,
};

/** Longest value that stands beside others, in characters; a column is narrow. */
const inlineMax = 40;

/** Room for "and 1,000 more" after the lines of a digest. */
const restMax = 100;

/** The colour at the left of a message. */
const colours: Readonly<Record<NoticeTone, number>> = {
  GOOD: 0x2f9e44,
  NEUTRAL: 0x1971c2,
  WARNING: 0xf08c00,
  BAD: 0xe03131,
};

interface Embed {
  title: string;
  description: string;
  url?: string;
  color: number;
  fields?: readonly { name: string; value: string; inline: boolean }[];
  /** Not Markdown. */
  footer?: { text: string };
}

interface DiscordMessage {
  content?: string;
  embeds?: readonly Embed[];
  /** Nobody is mentioned, whatever the texts say. */
  allowed_mentions: { parse: readonly never[] };
}

/** Renders messages for Discord: an embed, or content for a text of the webhook's owner. */
export const discordRenderer: ChatRenderer = {
  escapeLiteral: breakMentions,
  escapeValue,
  renderNotice,
  renderText,
  renderDigest,
};

function escapeValue(line: string): string {
  return breakMentions(escapeMarkdown(line, /[\\*~`|<>[\]()#]/g));
}

function renderNotice({ notice, footer }: EventView): string {
  const { title, sentence, facts, tone, link } = notice;
  const embed: Embed = {
    title,
    description: escapeValue(sentence),
    ...(link === null ? {} : { url: link }),
    color: colours[tone],
    fields: facts.map(({ name, value }) => ({
      name,
      value: escapeValue(value),
      inline: value.length <= inlineMax,
    })),
    footer: { text: breakMentions(footer) },
  };
  return toBody({ embeds: [embed] });
}

function renderText(text: string, link: string | null): string {
  const ending = link === null ? '' : `\n${toLink(link, linkLabel)}`;
  const content = cutEscaped(text, limits.content - ending.length, countUnits);
  return toBody({ content: `${content}${ending}` });
}

function renderDigest({ title, views, restCount }: DigestView): string {
  const lines = views.map(({ notice: { title: name, sentence, link } }) => {
    return `**${link === null ? name : toLink(link, name)}** ${escapeValue(sentence)}`;
  });
  const shown = takeFitting(lines, limits.description - restMax);
  const rest = describeRest(restCount + lines.length - shown.length);
  const description = [...shown, ...(rest === null ? [] : [rest])].join('\n');
  return toBody({ embeds: [{ title, description, color: colours.NEUTRAL }] });
}

/** A link without a preview of the page. */
function toLink(url: string, label: string): string {
  return `[${label}](<${url.replaceAll('>', '%3E')}>)`;
}

function toBody(parts: Omit<DiscordMessage, 'allowed_mentions'>): string {
  const embeds = parts.embeds ?? [];
  const fields = embeds.flatMap((embed) => embed.fields ?? []);
  assertSizes('Discord', [
    { part: 'content', size: parts.content?.length ?? 0, max: limits.content },
    {
      part: 'embeds',
      size: embeds.reduce((sum, embed) => sum + countEmbed(embed), 0),
      max: limits.embeds,
    },
    { part: 'fields', size: fields.length, max: limits.fields },
    ...embeds.flatMap(({ title, description, footer }) => [
      { part: 'a title', size: title.length, max: limits.title },
      { part: 'a description', size: description.length, max: limits.description },
      { part: 'a footer', size: footer?.text.length ?? 0, max: limits.footer },
    ]),
    ...fields.flatMap(({ name, value }) => [
      { part: 'a name', size: name.length, max: limits.fieldName },
      { part: 'a value', size: value.length, max: limits.fieldValue },
    ]),
  ]);
  return JSON.stringify({ ...parts, allowed_mentions: { parse: [] } } satisfies DiscordMessage);
}

/** Counts what Discord counts of an embed. */
function countEmbed({ title, description, fields = [], footer }: Embed): number {
  const texts = [title, description, ...fields.flatMap(({ name, value }) => [name, value])];
  return [...texts, footer?.text ?? ''].reduce((sum, text) => sum + text.length, 0);
}
