import { describe, expect, it } from 'vitest';
import { chromiumPath } from './browser.ts';
import { demoVisit } from './demo-visit.ts';

/** What a paper shows: `emulateMedia` lays the page out as it will be printed. */
describe.skipIf(chromiumPath === undefined)('on paper (needs a Chromium)', () => {
  const visit = demoVisit();

  it('a list is whole and light, under its title, day and filters, without shell and controls', async () => {
    const { page, complaints } = await visit.open({ language: 'en', dark: true });
    await visit.server.signIn(page, 'executive');
    await page.addInitScript(() => {
      // Paper is measured when `print` is called: every page of the list must be there by then.
      globalThis.print = () => {
        globalThis.dispatchEvent(new Event('beforeprint'));
        const rows = document.querySelectorAll('[role=grid] [role=row]').length;
        document.body.setAttribute('data-printed', String(rows));
        globalThis.dispatchEvent(new Event('afterprint'));
      };
    });
    await page.goto(`${visit.server.address}/customers/accounts?filter=class:eq:B`);
    const rows = page.getByRole('grid').getByRole('row');
    await rows.nth(1).waitFor();
    const { total } = (await (
      await page.request.get(`${visit.server.address}/api/customers/accounts?filter=class:eq:B&limit=1&total=true`)
    ).json()) as { total: { count: number } };
    expect(total.count).toBeGreaterThan(50);
    expect(await rows.count()).toBeLessThan(total.count);
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Print the list as it is' }).click();
    await page.locator(`body[data-printed="${total.count + 1}"]`).waitFor({ state: 'attached' });

    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(total.count + 1);
    for (const hidden of ['nav', 'header', 'button[data-filter-button]', 'input', '[role=menu]'])
      expect(await page.locator(`${hidden} >> visible=true`).count(), hidden).toBe(0);
    expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true);
    const year = new Date().getFullYear();
    expect(await page.getByText(new RegExp(`printed .*${year}`)).isVisible()).toBe(true);
    expect(await page.getByRole('group', { name: 'Filter' }).innerText()).toContain('Class');
    const look = await page.evaluate(() => {
      const grid = document.querySelector('[role=grid]') as HTMLElement;
      const rest = [...grid.querySelectorAll('[role=row]')].map((row) => row.getBoundingClientRect());
      return {
        paper: getComputedStyle(document.body).backgroundColor,
        surface: getComputedStyle(document.documentElement).getPropertyValue('--qd-surface').trim(),
        overlapping: rest.filter((box, i) => i > 1 && box.top < rest[i - 1].bottom - 1).length,
        cut: [...grid.querySelectorAll('[role=gridcell]')].filter((cell) => cell.scrollWidth > cell.clientWidth + 1)
          .length,
      };
    });
    expect(look).toEqual({ paper: 'rgb(255, 255, 255)', surface: '#fff', overlapping: 0, cut: 0 });
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
