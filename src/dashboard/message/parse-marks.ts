/** A part of a text that looks the same. */
export interface Run {
  text: string;
  isBold?: boolean;
  isItalic?: boolean;
  isCode?: boolean;
  /** Where a link leads. */
  href?: string;
}

/** A way to mark parts of a text. */
export type MarkStyle = 'plain' | 'slack' | 'googleText' | 'googleCard' | 'markdown';

interface Style {
  /** Its groups are named as in `Groups`. */
  pattern: RegExp;
  hasEntities: boolean;
}

type Groups = Partial<
  Record<'escaped' | 'code' | 'bold' | 'italic' | 'emph' | 'href' | 'label', string>
>;

/** Links as `<url|label>`; marks stand around whole words. */
const chatMarks =
  /<(?<href>[^<>|]+)\|(?<label>[^<>]*)>|(?<![\p{L}\p{N}])(?:\*(?<bold>[^*\n]+)\*|_(?<italic>[^_\n]+)_|`(?<code>[^`\n]+)`)(?![\p{L}\p{N}])/gu;

const styles: Readonly<Record<Exclude<MarkStyle, 'plain'>, Style>> = {
  slack: { pattern: chatMarks, hasEntities: true },
  googleText: { pattern: chatMarks, hasEntities: false },
  googleCard: {
    pattern: /<a href="(?<href>[^"]*)">(?<label>[^<]*)<\/a>|<b>(?<bold>(?:(?!<\/b>).)*)<\/b>/gsu,
    hasEntities: true,
  },
  markdown: {
    pattern:
      /\\(?<escaped>[^\p{L}\p{N}\s])|\[(?<label>(?:\\.|[^\]\\])*)\]\(<?(?<href>[^()<>\s]+)>?\)|\*\*(?<bold>(?:\\.|[^*\\])+)\*\*|\*(?<italic>(?:\\.|[^*\\])+)\*|(?<![\p{L}\p{N}])_(?<emph>(?:\\.|[^_\\])+)_(?![\p{L}\p{N}])|`(?<code>[^`\n]+)`/gu,
    hasEntities: false,
  },
};

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Divides a text at its marks, about as a chat service does. */
export function parseMarks(text: string, style: MarkStyle): Run[] {
  if (style === 'plain') return text === '' ? [] : [{ text }];
  return divide(text, styles[style], {});
}

function divide(text: string, style: Style, look: Omit<Run, 'text'>): Run[] {
  const runs: Run[] = [];
  const push = (part: string, more: Omit<Run, 'text'> = {}) => {
    if (part !== '') runs.push({ ...look, ...more, text: unescape(part, style) });
  };
  let at = 0;
  for (const match of text.matchAll(style.pattern)) {
    push(text.slice(at, match.index));
    at = match.index + match[0].length;
    const { escaped, code, bold, italic, emph, href, label } = (match.groups ?? {}) as Groups;
    const slanted = italic ?? emph;
    if (escaped !== undefined) push(escaped);
    else if (code !== undefined) push(code, { isCode: true });
    else if (bold !== undefined) runs.push(...divide(bold, style, { ...look, isBold: true }));
    else if (slanted !== undefined)
      runs.push(...divide(slanted, style, { ...look, isItalic: true }));
    else
      runs.push(...divide(label ?? '', style, { ...look, ...toLink(unescape(href ?? '', style)) }));
  }
  push(text.slice(at));
  return runs;
}

function unescape(text: string, { hasEntities }: Style): string {
  return hasEntities ? text.replaceAll(/&(?:amp|lt|gt);/g, (name) => entities[name] ?? name) : text;
}

/** Only addresses of pages become links. */
function toLink(href: string): Pick<Run, 'href'> {
  return /^https?:\/\//.test(href) ? { href } : {};
}
