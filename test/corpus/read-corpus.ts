import { readFileSync } from 'node:fs';

/** One row of webhook-urls.tsv: a URL as a user may type it, and what must become of it. */
export interface CorpusRow {
  number: string;
  url: string;
  /** V refused when saved, OK accepted, R refused at connect, F a failed attempt. */
  verdict: string;
  reason: string;
}

/** All rows of the corpus. */
export function readCorpus(): CorpusRow[] {
  const text = readFileSync(new URL('webhook-urls.tsv', import.meta.url), 'utf8');
  const [, ...lines] = text.trimEnd().split('\n');
  return lines.map((line) => {
    const [number = '', url = '', verdict = '', reason = ''] = line.split('\t');
    return { number, url: JSON.parse(url) as string, verdict, reason };
  });
}
