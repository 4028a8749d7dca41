import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeInBrowser } from '../kit/browser.ts';
import { findBarriers, startDashboard, type DashboardFixture } from '../kit/dashboard-fixture.ts';

describeInBrowser('opening the dashboard', () => {
  let dashboard: DashboardFixture;

  beforeAll(async () => {
    dashboard = await startDashboard();
  });
  afterAll(() => dashboard.stop());

  test('takes the token out of the address, and keeps it for the tab', async () => {
    const token = await dashboard.app.createWorkspace('opening', 'PROFESSIONAL');
    const page = await dashboard.open({ token });
    await page.getByRole('heading', { name: 'Webhooks' }).waitFor();
    expect(page.url()).toBe(`${dashboard.url}#/webhooks`);
    await page.reload();
    await page.getByRole('heading', { name: 'Webhooks' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    expect(dashboard.faults).toEqual([]);
  });

  test('without a token says what is needed', async () => {
    const page = await dashboard.open({ token: '' });
    await page.getByText('This page needs a token').waitFor();
    expect(await findBarriers(page)).toEqual([]);
  });
});
