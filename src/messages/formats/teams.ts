import type { NoticeTone } from '../../catalogue/index.ts';
import type { EventView } from '../message-event.ts';
import { describeRest, linkLabel, type ChatRenderer, type DigestView } from './chat-renderer.ts';
import { breakAfter, breakMentions, cutEscaped, escapeMarkdown } from './escape.ts';
import { assertSizes, countJsonBytes } from './sizes.ts';

/** Largest body in bytes. The documentation allows 28 KB, but a limit of 21 KB has been measured. */
const bodyBytesMax = 16_000;

/** Largest text of a webhook's owner in bytes, which leaves room for the card around it. */
const textBytesMax = 12_000;

/** The colour of a title; Teams has four with a meaning. */
const colours: Readonly<Record<NoticeTone, string>> = {
  GOOD: 'good',
  NEUTRAL: 'default',
  WARNING: 'warning',
  BAD: 'attention',
};

interface TextRun {
  type: 'TextRun';
  text: string;
  weight?: 'Bolder';
  isSubtle?: boolean;
  size?: 'Small';
  selectAction?: OpenUrl;
}

interface OpenUrl {
  type: 'Action.OpenUrl';
  title: string;
  url: string;
}

type Element =
  /** Its text is Markdown. */
  | {
      type: 'TextBlock';
      text: string;
      wrap: true;
      weight?: 'Bolder';
      size?: 'Medium';
      color?: string;
    }
  /** Its texts are not Markdown, so values of events stand here. In a FactSet they would be Markdown. */
  | { type: 'RichTextBlock'; inlines: readonly TextRun[]; spacing?: 'Small' };

/** Renders messages for Teams: an Adaptive Card 1.4, which Workflows and the older connectors accept. */
export const teamsRenderer: ChatRenderer = {
  escapeLiteral: escapeRun,
  escapeValue,
  renderNotice,
  renderText,
  renderDigest,
};

/** Breaks mentions, and `{{`, which begins a function for dates. */
function escapeRun(text: string): string {
  return breakAfter(breakMentions(text), '{');
}

/** For a TextBlock. */
function escapeValue(line: string): string {
  return escapeRun(escapeMarkdown(line, /[\\*~`|<>[\]()#!&]/g));
}

function renderNotice({ notice, footer }: EventView): string {
  const { title, sentence, facts, tone, link } = notice;
  return toBody(
    [
      toTitle(title, tone),
      toRuns([{ type: 'TextRun', text: escapeRun(sentence) }]),
      ...facts.map(({ name, value }) => toFact(name, value)),
      toRuns([{ type: 'TextRun', text: escapeRun(footer), isSubtle: true, size: 'Small' }]),
    ],
    link,
  );
}

function renderText(text: string, link: string | null): string {
  const cut = cutEscaped(text, textBytesMax, countJsonBytes);
  return toBody([{ type: 'TextBlock', text: cut, wrap: true }], link);
}

function renderDigest({ title, views, restCount }: DigestView): string {
  const rest = describeRest(restCount);
  return toBody(
    [
      toTitle(title, 'NEUTRAL'),
      ...views.map(({ notice }) => toDigestLine(notice.title, notice.sentence, notice.link)),
      ...(rest === null ? [] : [toRuns([{ type: 'TextRun', text: rest, isSubtle: true }])]),
    ],
    null,
  );
}

function toTitle(text: string, tone: NoticeTone): Element {
  return {
    type: 'TextBlock',
    text,
    wrap: true,
    weight: 'Bolder',
    size: 'Medium',
    color: colours[tone],
  };
}

function toRuns(inlines: readonly TextRun[]): Element {
  return { type: 'RichTextBlock', inlines };
}

function toFact(name: string, value: string): Element {
  const inlines: TextRun[] = [
    { type: 'TextRun', text: `${name}: `, weight: 'Bolder' },
    { type: 'TextRun', text: escapeRun(value) },
  ];
  return { type: 'RichTextBlock', inlines, spacing: 'Small' };
}

function toDigestLine(title: string, sentence: string, link: string | null): Element {
  const open = link === null ? {} : { selectAction: toOpenUrl(link) };
  return toRuns([
    { type: 'TextRun', text: title, weight: 'Bolder', ...open },
    { type: 'TextRun', text: ` ${escapeRun(sentence)}` },
  ]);
}

function toOpenUrl(url: string): OpenUrl {
  return { type: 'Action.OpenUrl', title: linkLabel, url };
}

function toBody(elements: readonly Element[], link: string | null): string {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: elements,
    ...(link === null ? {} : { actions: [toOpenUrl(link)] }),
  };
  const contentType = 'application/vnd.microsoft.card.adaptive';
  const attachments = [{ contentType, contentUrl: null, content }];
  const body = JSON.stringify({ type: 'message', attachments });
  const size = Buffer.byteLength(body);
  assertSizes('Teams', [{ part: 'a body', size, max: bodyBytesMax }]);
  return body;
}
