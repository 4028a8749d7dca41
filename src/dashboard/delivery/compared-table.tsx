import { Table, Text, VisuallyHidden } from '@mantine/core';
import { showHidden } from '../payload/show-hidden.ts';
import type { Compared } from './compare-values.ts';
import classes from './delivery.module.css';

interface ComparedTableProps {
  title: string;
  /** The numbers of the two attempts. */
  numbers: [number, number];
  rows: readonly Compared[];
}

/** Facts of two attempts; rows that differ are marked by a sign and a colour. */
export function ComparedTable({ title, numbers, rows }: ComparedTableProps) {
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      {rows.length === 0 ? (
        <Text size="sm">There is nothing to compare.</Text>
      ) : (
        <Table layout="fixed" verticalSpacing={3} className={classes.headers} aria-label={title}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="26%">Name</Table.Th>
              {numbers.map((number) => (
                <Table.Th key={number}>Attempt {number}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <ComparedRow key={row.name} row={row} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </div>
  );
}

function ComparedRow({ row: { name, first, second, differs } }: { row: Compared }) {
  return (
    <Table.Tr className={differs ? (classes.different ?? '') : ''}>
      <Table.Th scope="row" className={`${classes.code} foreign-text`}>
        {differs && (
          <>
            <span aria-hidden>≠ </span>
            <VisuallyHidden>Differs: </VisuallyHidden>
          </>
        )}
        {showHidden(name).text}
      </Table.Th>
      {[first, second].map((value, at) => (
        <Table.Td key={at} className={`${classes.code} foreign-text`}>
          {value === null ? <VisuallyHidden>None</VisuallyHidden> : showHidden(value).text}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
