import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';

/** A button with exactly this name. */
export function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true });
}

/** The dialog with this title. */
export function dialog(page: Page, name: string): Locator {
  return page.getByRole('dialog', { name });
}

/** Waits until an element has the focus. */
export async function waitForFocus(page: Page, element: Locator): Promise<void> {
  await element.and(page.locator(':focus')).waitFor();
}

/** Checks that nothing makes the page wider than its window. */
export async function expectFit(page: Page): Promise<void> {
  const widths = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');
  const [content, window] = widths as [number, number];
  expect(content).toBeLessThanOrEqual(window);
}
