import { Group, Table, Text } from '@mantine/core';
import { CopyButton, CopyIcon } from '../components/copy.tsx';
import { showHidden } from '../payload/show-hidden.ts';
import classes from './delivery.module.css';
import { readHeaders } from './headers.ts';

interface HeaderTableProps {
  headers: unknown;
  /** Such as "Request headers". */
  title: string;
}

/** The headers of a request or response, as a table in which each can be copied. */
export function HeaderTable({ headers, title }: HeaderTableProps) {
  const list = readHeaders(headers);
  if (list.length === 0) return <Text size="sm">No headers.</Text>;
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <CopyButton
          text={list.map(([name, value]) => `${name}: ${value}`).join('\n')}
          label="Copy headers"
        />
      </Group>
      <Table
        verticalSpacing={3}
        horizontalSpacing="xs"
        className={classes.headers}
        aria-label={title}
      >
        <Table.Tbody>
          {list.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" className={`${classes.code} foreign-text`}>
                {showHidden(name).text}
              </Table.Th>
              <Table.Td className={`${classes.code} foreign-text`}>
                {showHidden(value).text}
              </Table.Td>
              <Table.Td w={30} p={0}>
                <CopyIcon text={value} label={`Copy ${showHidden(name).text}`} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
