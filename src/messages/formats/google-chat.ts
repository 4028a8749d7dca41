import type { EventView } from '../message-event.ts';
import { describeRest, linkLabel, type ChatRenderer, type DigestView } from './chat-renderer.ts';
import { breakAfter, breakMentions, cutEscaped, escapeEntities, replaceMarkers } from './escape.ts';
import { assertSizes, countJsonBytes } from './sizes.ts';

/** Largest body in bytes. */
const bodyBytesMax = 32_000;

/** Largest text of a webhook's owner in bytes, which leaves room for the link. */
const textBytesMax = 12_000;

type Widget =
  /** Its text is a subset of HTML. */
  | { textParagraph: { text: string } }
  /** Its text is a subset of HTML; its label is not. */
  | { decoratedText: { topLabel: string; text: string; wrapText: true } }
  | { buttonList: { buttons: readonly object[] } };

/** Renders messages for Google Chat: a card, or a text for a text of the webhook's owner. */
export const googleChatRenderer: ChatRenderer = {
  escapeLiteral,
  escapeValue,
  renderNotice,
  renderText,
  renderDigest,
};

/** Breaks mentions and links (`<users/all>`), for which a text has no escape. */
function escapeLiteral(text: string): string {
  return breakMentions(breakAfter(text, '<'));
}

function escapeValue(line: string): string {
  return escapeLiteral(replaceMarkers(line));
}

/** Escapes a value for the HTML of a card. */
function escapeHtml(line: string): string {
  return breakMentions(escapeEntities(line));
}

function renderNotice({ notice, footer }: EventView): string {
  const { title, sentence, facts, link } = notice;
  const widgets: Widget[] = [
    { textParagraph: { text: escapeHtml(sentence) } },
    ...facts.map(({ name, value }) => ({
      decoratedText: { topLabel: name, text: escapeHtml(value), wrapText: true as const },
    })),
    ...(link === null ? [] : [toButton(link)]),
  ];
  return toCard(title, escapeLiteral(footer), `${title}: ${escapeValue(sentence)}`, widgets);
}

function renderText(text: string, link: string | null): string {
  const cut = cutEscaped(text, textBytesMax, countJsonBytes);
  const ending =
    link === null ? '' : `\n<${link.replaceAll(/[|>]/g, encodeURIComponent)}|${linkLabel}>`;
  return toBody({ text: `${cut}${ending}` });
}

function renderDigest({ title, views, restCount }: DigestView): string {
  const rest = describeRest(restCount);
  const lines = views.map(({ notice: { title: name, sentence, link } }) => {
    const heading = link === null ? name : `<a href="${escapeQuoted(link)}">${name}</a>`;
    return `<b>${heading}</b> ${escapeHtml(sentence)}`;
  });
  const texts = rest === null ? lines : [...lines, rest];
  const widgets = texts.map((text) => ({ textParagraph: { text } }));
  return toCard(title, null, title, widgets);
}

function toButton(url: string): Widget {
  return { buttonList: { buttons: [{ text: linkLabel, onClick: { openLink: { url } } }] } };
}

function escapeQuoted(url: string): string {
  return escapeEntities(url).replaceAll('"', '%22');
}

/** @param fallbackText what notifications show in place of the card */
function toCard(
  title: string,
  subtitle: string | null,
  fallbackText: string,
  widgets: readonly Widget[],
): string {
  const header = subtitle === null ? { title } : { title, subtitle };
  const card = { header, sections: [{ widgets }] };
  return toBody({ fallbackText, cardsV2: [{ cardId: 'event', card }] });
}

function toBody(message: object): string {
  const body = JSON.stringify(message);
  const size = Buffer.byteLength(body);
  assertSizes('Google Chat', [{ part: 'a body', size, max: bodyBytesMax }]);
  return body;
}
