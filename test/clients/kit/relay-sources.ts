import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readExample } from '../../docs/kit/read-example.ts';

const kinds = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };

/** Reads every operation of `docs/examples/` as a source for Relay's compiler, and the example for Relay itself. */
export async function readRelaySources(): Promise<Record<string, string>> {
  const sources: Record<string, string> = { relayLog: await readExample('relay-log.ts') };
  const files = await readdir(join(import.meta.dirname, '../../../docs/examples'));
  for (const file of files.filter((name) => name.endsWith('.graphql'))) {
    const text = await readExample(file);
    const [, kind, name] = /^(query|mutation|subscription) (\w+)/.exec(text)!;
    // Relay wants the kind at the end of the name.
    const renamed = text.replace(name!, name! + kinds[kind as keyof typeof kinds]);
    sources[name!] = `import { graphql } from 'relay-runtime';\ngraphql\`${renamed}\`;\n`;
  }
  return sources;
}
