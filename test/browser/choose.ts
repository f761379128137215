import type { Locator, Page } from 'playwright-core';

const SELECT = 'xpath=ancestor::*[contains(concat(" ", normalize-space(@class), " "), " el-select ")][1]';

/**
 * Chooses in a drop-down field, as a person does: a list that is drawn anew under the mouse, while the page grows or units come
 * in, loses the click; what was chosen must stand in the field, else once more.
 * @param typed what is typed to narrow the list; without it the list is opened by key
 */
export async function choose(
  page: Page,
  box: Locator,
  option: string | RegExp,
  typed?: string,
): Promise<void> {
  const exact = typeof option === 'string';
  const listed = page.getByRole('option', { name: option, ...(exact && { exact }) }).first();
  const chosen = box
    .locator(SELECT)
    .getByText(option, exact ? { exact } : {})
    .first();
  for (let tries = 0; tries < 4; tries += 1) {
    if (typed !== undefined) await box.fill(typed);
    else if (!(await listed.isVisible())) await box.press('Enter');
    await listed.click();
    const stands = chosen.waitFor({ timeout: 5000 });
    if (await stands.then(() => true).catch(() => false)) return;
  }
  throw new Error(`${String(option)} was not taken`);
}
