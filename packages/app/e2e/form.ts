import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const pathOf = (template: string) => `/create/templates/default/${template}`;

/** The path of the form of prompt-library-service. */
export const formPath = pathOf('prompt-library-service');

/**
 * Opens the form of a template with answers, and waits until it can be used: the field of the owner is empty until its options are loaded, and
 * the browser does not submit an empty required field.
 *
 * @param url - of the portal
 * @param template - its id
 */
export async function openForm(
  page: Page,
  url: string,
  given: Record<string, string | undefined>,
  template = 'prompt-library-service',
): Promise<void> {
  await page.goto(`${url}${pathOf(template)}?formData=${encodeURIComponent(JSON.stringify(given))}`);
  await page.getByRole('textbox', { name: 'Name' }).waitFor();
  if (given.owner === undefined) return;
  const owner = page.getByLabel('Owner', { exact: false });
  await expect.poll(() => owner.inputValue(), { timeout: 120_000 }).not.toBe('');
}
