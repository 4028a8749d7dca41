import { SimpleGrid, Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { Section } from '../components/section.tsx';
import { compareFacts } from './compare-facts.ts';
import { compareHeaders } from './compare-values.ts';
import { ComparedBody } from './compared-body.tsx';
import { ComparedTable } from './compared-table.tsx';
import type { AttemptDetails } from './delivery-document.ts';
import { divideTexts } from './divide-texts.ts';
import { Waterfall } from './waterfall.tsx';

/** Two attempts side by side, the earlier one first, with what differs marked. */
export function Comparison({ attempts }: { attempts: [AttemptDetails, AttemptDetails] }) {
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const [one, other] = attempts;
  const [first, second] = one.number < other.number ? [one, other] : [other, one];
  const bodies = divideTexts(first.responseBody ?? '', second.responseBody ?? '');
  const tables = [
    { title: 'Facts', rows: compareFacts(first, second) },
    { title: 'Request headers', rows: compareHeaders(first.requestHeaders, second.requestHeaders) },
    {
      title: 'Response headers',
      rows: compareHeaders(first.responseHeaders, second.responseHeaders),
    },
  ];
  return (
    <Section title={`Attempts ${first.number} and ${second.number}`}>
      <Stack gap="md">
        <Switch
          label="Show only what differs"
          checked={onlyDifferent}
          onChange={({ currentTarget }) => setOnlyDifferent(currentTarget.checked)}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Waterfall attempt={first} />
          <Waterfall attempt={second} />
        </SimpleGrid>
        {tables.map(({ title, rows }) => (
          <ComparedTable
            key={title}
            title={title}
            numbers={[first.number, second.number]}
            rows={onlyDifferent ? rows.filter(({ differs }) => differs) : rows}
          />
        ))}
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <ComparedBody attempt={first} divided={bodies[0]} />
          <ComparedBody attempt={second} divided={bodies[1]} />
        </SimpleGrid>
      </Stack>
    </Section>
  );
}
