import { noParts, type MessageParts } from './message-parts.ts';
import { parseMarks, type Run } from './parse-marks.ts';
import { readParagraphs } from './read-paragraphs.ts';

interface Button {
  text: string;
  onClick?: { openLink?: { url: string } };
}

interface Widget {
  textParagraph?: { text: string };
  decoratedText?: { topLabel: string; text: string };
  buttonList?: { buttons: readonly Button[] };
}

interface Card {
  header?: { title?: string; subtitle?: string };
  sections?: readonly { widgets: readonly Widget[] }[];
}

/** Reads the body of a message for Google Chat: a text, or a card. */
export function readGoogleChat(body: {
  text?: string;
  cardsV2?: readonly { card: Card }[];
}): MessageParts {
  const card = body.cardsV2?.[0]?.card;
  if (!card) return { ...noParts, paragraphs: readParagraphs(body.text ?? '', 'googleText') };
  const widgets = (card.sections ?? []).flatMap((section) => section.widgets);
  const subtitle = parseMarks(card.header?.subtitle ?? '', 'plain');
  const buttons = widgets.flatMap(({ buttonList }) => buttonList?.buttons ?? []).map(toRun);
  const hasBoth = subtitle.length > 0 && buttons.length > 0;
  return {
    ...noParts,
    title: parseMarks(card.header?.title ?? '', 'plain'),
    paragraphs: widgets.flatMap(({ textParagraph }) =>
      readParagraphs(textParagraph?.text ?? '', 'googleCard'),
    ),
    facts: widgets.flatMap(({ decoratedText: fact }) =>
      fact ? [{ name: fact.topLabel, value: parseMarks(fact.text, 'googleCard') }] : [],
    ),
    footer: [...subtitle, ...(hasBoth ? [{ text: ' · ' }] : []), ...buttons],
  };
}

function toRun({ text, onClick }: Button): Run {
  const href = onClick?.openLink?.url;
  return href === undefined ? { text } : { text, href };
}
