import { Outlet } from 'react-router';
import { ScreenTitle } from '../components/screen-title.tsx';

/** The frame of the screens of one webhook. */
export function WebhookLayout() {
  return (
    <>
      <ScreenTitle title="Webhook" />
      <Outlet />
    </>
  );
}
