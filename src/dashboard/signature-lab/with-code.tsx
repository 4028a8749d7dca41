import { Code } from '@mantine/core';

/** A text in which `…` stands for code. */
export function WithCode({ text }: { text: string }) {
  // Every second part is code. The text never changes, so its parts are known by their position.
  return text
    .split('`')
    .map((part, position) => (position % 2 === 0 ? part : <Code key={position}>{part}</Code>));
}
