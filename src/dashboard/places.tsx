import { Group, ScrollArea } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';
import classes from './layout.module.css';

const places = [
  { to: '/webhooks', label: 'Webhooks' },
  { to: '/deliveries', label: 'Deliveries' },
  { to: '/events', label: 'Events' },
  { to: '/recoveries', label: 'Recoveries' },
  { to: '/charts', label: 'Charts' },
  { to: '/signature-lab', label: 'Signature lab' },
];

/** The ways to the screens. Where not all of them have room, the present one is brought into sight. */
export function Places() {
  const area = useRef<HTMLDivElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    if (area.current) showPresentPlace(area.current);
  }, [pathname]);
  return (
    <ScrollArea
      type="never"
      component="nav"
      aria-label="Settings of webhooks"
      className={classes.places ?? ''}
      viewportRef={area}
    >
      <Group wrap="nowrap" gap={0}>
        {places.map(({ to, label }) => (
          <NavLink key={to} to={to} className={classes.place ?? ''}>
            {label}
          </NavLink>
        ))}
      </Group>
    </ScrollArea>
  );
}

/** Scrolls sideways only: `scrollIntoView` would scroll the page too. */
function showPresentPlace(area: HTMLElement): void {
  const place = area.querySelector('[aria-current="page"]')?.getBoundingClientRect();
  if (!place) return;
  area.scrollLeft += place.left + place.width / 2 - area.clientWidth / 2;
}
