import { noParts, type MessageParts } from './message-parts.ts';
import type { Run } from './parse-marks.ts';
import { readParagraphs } from './read-paragraphs.ts';

interface Action {
  title?: string;
  url?: string;
}

interface Inline {
  text: string;
  weight?: string;
  isSubtle?: boolean;
  size?: string;
  selectAction?: Action;
}

interface Element {
  type: string;
  text?: string;
  size?: string;
  inlines?: readonly Inline[];
  spacing?: string;
}

interface Card {
  body?: readonly Element[];
  actions?: readonly Action[];
}

/** Reads the body of a message for Teams: an Adaptive Card. */
export function readTeams(message: { attachments?: readonly { content: Card }[] }): MessageParts {
  const { body = [], actions = [] } = message.attachments?.[0]?.content ?? {};
  const links = actions.map(({ title = '', url }) => toRun(title, url));
  return {
    ...noParts,
    title: body.filter(isTitle).flatMap(({ text = '' }) => [{ text }]),
    paragraphs: body.filter(isParagraph).flatMap(readElement),
    facts: body.filter(isFact).map(readFact),
    footer: joinByDots([
      ...body.filter(isFooter).map(({ inlines = [] }) => inlines.map(readInline)),
      ...links.map((link) => [link]),
    ]),
  };
}

const isTitle = ({ type, size }: Element) => type === 'TextBlock' && size !== undefined;
const isFact = ({ inlines, spacing }: Element) => inlines !== undefined && spacing === 'Small';
const isFooter = ({ inlines }: Element) => inlines?.[0]?.size === 'Small';
const isParagraph = (element: Element) =>
  !isTitle(element) && !isFact(element) && !isFooter(element);

function readElement({ text = '', inlines }: Element): Run[][] {
  return inlines ? [inlines.map(readInline)] : readParagraphs(text, 'markdown');
}

function readFact({ inlines = [] }: Element) {
  const [name, ...values] = inlines;
  return { name: (name?.text ?? '').replace(/: $/, ''), value: values.map(readInline) };
}

function readInline({ text, weight, selectAction }: Inline): Run {
  return { ...toRun(text, selectAction?.url), ...(weight === 'Bolder' && { isBold: true }) };
}

function toRun(text: string, href: string | undefined): Run {
  return href === undefined ? { text } : { text, href };
}

/** Joins texts to one line. */
function joinByDots(texts: readonly Run[][]): Run[] {
  return texts.flatMap((runs, index) => (index === 0 ? runs : [{ text: ' · ' }, ...runs]));
}
