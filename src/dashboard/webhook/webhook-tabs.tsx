import { Group, ScrollArea } from '@mantine/core';
import { NavLink } from 'react-router';
import classes from './webhook.module.css';

const tabs = [
  { to: 'deliveries', label: 'Deliveries' },
  { to: 'charts', label: 'Charts' },
  { to: 'settings', label: 'Settings' },
];

/** The screens of a webhook. */
export function WebhookTabs() {
  return (
    <ScrollArea type="never" component="nav" aria-label="Screens of this webhook" mb="md" mt="md">
      <Group wrap="nowrap" gap={0} className={classes.tabs ?? ''}>
        {tabs.map(({ to, label }) => (
          <NavLink key={to} to={to} className={classes.tab ?? ''}>
            {label}
          </NavLink>
        ))}
      </Group>
    </ScrollArea>
  );
}
