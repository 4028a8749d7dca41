import { parseMarks, type MarkStyle, type Run } from './parse-marks.ts';

/** Divides a text into its lines, each of them a paragraph. Lines without text are left out. */
export function readParagraphs(text: string, style: MarkStyle): Run[][] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => parseMarks(line, style));
}
