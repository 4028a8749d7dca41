import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { button, dialog } from './page-steps.ts';

/** Fills in what a webhook needs at least. */
export async function fillForm(page: Page, name: string, url: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: 'URL' }).fill(url);
}

/** Reads the secret in its dialog, as a person who stores it. It is hidden until one shows it. */
export async function readSecret(page: Page): Promise<string> {
  const field = page.getByRole('textbox', { name: 'Secret' });
  expect(await field.inputValue()).toMatch(/^whsec_•+.{4}$/);
  await button(page, 'Show secret').click();
  return field.inputValue();
}

/** Says that the secret is stored, and goes on. */
export async function storeSecret(page: Page, next: 'Close' | 'Send a test'): Promise<void> {
  await page.getByRole('checkbox', { name: 'I have stored it' }).check();
  const shown = dialog(page, 'Store the secret');
  await shown.getByRole('button', { name: next }).click();
}

/** The places where a secret could stay: the page, the values of its fields, the storage, the address and its history. */
const places = `[
  document.documentElement.outerHTML,
  ...Array.from(document.querySelectorAll('input, textarea'), (field) => field.value),
  JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie,
  location.href, JSON.stringify(history.state),
].join('\\n')`;

/** Checks that the page has the secret nowhere. */
export async function expectSecretGone(page: Page, secret: string): Promise<void> {
  const everything = await page.evaluate<string>(places);
  expect(everything).not.toContain(secret.replace('whsec_', ''));
}
