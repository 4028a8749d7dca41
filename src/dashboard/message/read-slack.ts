import { noParts, type MessageParts } from './message-parts.ts';
import { readParagraphs } from './read-paragraphs.ts';
import { parseMarks } from './parse-marks.ts';

interface Text {
  text: string;
}

interface Block {
  type: string;
  text?: Text;
  fields?: readonly Text[];
  elements?: readonly Text[];
}

/** Reads the body of a message for Slack. */
export function readSlack(body: { text?: string; blocks?: readonly Block[] }): MessageParts {
  const { text = '', blocks = [] } = body;
  if (blocks.length === 0) return { ...noParts, paragraphs: readParagraphs(text, 'slack') };
  const ofType = (type: string) => blocks.filter((block) => block.type === type);
  const sections = ofType('section');
  return {
    ...noParts,
    title: parseMarks(ofType('header')[0]?.text?.text ?? '', 'plain'),
    paragraphs: sections.flatMap((section) => readParagraphs(section.text?.text ?? '', 'slack')),
    facts: sections.flatMap(({ fields = [] }) => fields.map(readField)),
    footer: ofType('context').flatMap(({ elements = [] }) =>
      elements.flatMap((element) => parseMarks(element.text, 'slack')),
    ),
  };
}

/** A field is its name in bold, and its value on the next line. */
function readField({ text }: Text) {
  const [name = '', ...lines] = text.split('\n');
  return { name: name.replace(/^\*|\*$/g, ''), value: parseMarks(lines.join('\n'), 'slack') };
}
