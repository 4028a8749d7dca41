import { noParts, type MessageParts } from './message-parts.ts';
import { parseMarks } from './parse-marks.ts';
import { readParagraphs } from './read-paragraphs.ts';

interface Embed {
  title?: string;
  url?: string;
  description?: string;
  color?: number;
  fields?: readonly { name: string; value: string }[];
  footer?: { text: string };
}

/** Reads the body of a message for Discord. */
export function readDiscord(body: { content?: string; embeds?: readonly Embed[] }): MessageParts {
  const content = readParagraphs(body.content ?? '', 'markdown');
  const [embed] = body.embeds ?? [];
  if (!embed) return { ...noParts, paragraphs: content };
  const { title = '', url, description = '', color, fields = [], footer } = embed;
  return {
    title: parseMarks(title, 'markdown').map((run) => (url ? { ...run, href: url } : run)),
    paragraphs: [...content, ...readParagraphs(description, 'markdown')],
    facts: fields.map(({ name, value }) => ({ name, value: parseMarks(value, 'markdown') })),
    footer: parseMarks(footer?.text ?? '', 'plain'),
    colour: color === undefined ? null : `#${color.toString(16).padStart(6, '0')}`,
  };
}
