import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accessibilityProblems, chromiumPath, screenshot } from './browser.ts';
import { demoVisit } from './demo-visit.ts';

/** The screens where the product proposes and people choose: territories, the route of a day, prices, the process, pilots. */
describe.skipIf(chromiumPath === undefined)('choices on the screen (needs a Chromium)', () => {
  const visit = demoVisit();

  /** Nothing runs out of a phone, and nobody is kept out. */
  async function sound(page: Page, name: string): Promise<void> {
    await screenshot(page, `choices-${name}`);
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(wide, `${name}: the page scrolls sideways`).toBeLessThanOrEqual(room);
    const found = await accessibilityProblems(page);
    const serious = found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious, name).toEqual([]);
  }

  it('a manager draws territories, reads the process, the metrics and the size of a pilot, on a phone in 简体中文', async () => {
    const { page, complaints } = await visit.open({ language: 'zh-Hans', width: 390 });
    await visit.server.signIn(page, 'manager');

    await page.goto('/team/territory-balance');
    await page.getByRole('button', { name: '生成均衡方案' }).click();
    const designs = page.getByRole('radio', { name: /^查看此方案：?:? ?权重/ });
    await designs.first().waitFor({ state: 'attached' });
    expect(await designs.count()).toBeGreaterThan(1);
    await page.getByRole('heading', { name: /^将要变动/ }).waitFor();
    await sound(page, 'territories');
    // a design answers the tolerance it was asked for
    await page.getByLabel('允许偏差').selectOption('0.2');
    await designs.first().waitFor({ state: 'detached' });

    await page.goto('/selling/process');
    const step = page.getByRole('table', { name: '金额滞留之处' }).locator('tbody tr').first();
    await step.waitFor();
    const labels = await step
      .locator('td[data-align="right"]')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-label')));
    expect(labels, 'on a phone each figure carries its name').toEqual([
      '商机',
      '中位数',
      '九成在…内',
      '平均滞留',
      '高于中位数的部分',
    ]);
    await sound(page, 'process');

    await page.goto('/performance/metrics');
    const facts = page.getByText(/^方法: /);
    await facts.waitFor();
    expect(await facts.locator('..').locator('p').allTextContents()).not.toContainEqual(
      expect.stringMatching(/were|forecast|level/),
    );
    await sound(page, 'metrics');

    await page.goto('/team/sizing');
    await page.getByRole('heading', { name: /最合算$|^\d+ 人最合算/ }).waitFor();
    const people = page.getByRole('table', { name: '不同人数的利润' }).getByRole('row', { name: /^最优/ });
    const before = await people.textContent();
    await page.getByLabel(/^每人每年成本/).fill('9999999');
    await expect.poll(() => people.textContent()).not.toBe(before);
    await sound(page, 'sizing');

    await page.goto('/improve/pilot-size');
    await page.getByLabel('希望看到，%').fill('30');
    await page.locator('dd', { hasText: /^294$/ }).waitFor();
    await sound(page, 'pilot');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('finance divides a quota and stores it, on a phone in 繁體中文', async () => {
    const { page, complaints } = await visit.open({
      language: 'zh-Hant',
      dark: true,
      width: 390,
    });
    await visit.server.signIn(page, 'finance');
    await page.goto('/performance/quota-division');
    const dates = page.locator('input[type=date]');
    await dates.nth(0).fill('2031-01-01');
    await dates.nth(1).fill('2031-04-01');
    await page.getByLabel('總額').fill('900000');
    await page.getByRole('button', { name: '分配', exact: true }).click();
    await page.getByText('已分配 ¥900,000，總額 ¥900,000').waitFor();
    await sound(page, 'quota-division');
    await page.getByRole('button', { name: /^存為 \d+ 筆配額$/ }).click();
    await page.getByRole('status').filter({ hasText: '已存入' }).waitFor();
    await page.getByRole('link', { name: '查看配額' }).click();
    await page.getByText('2031-01-01').first().waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('a seller starts earlier so that an agreed visit can be kept, on a phone in 繁體中文', async () => {
    const { page, complaints } = await visit.open({
      language: 'zh-Hant',
      dark: true,
      width: 390,
    });
    await visit.server.signIn(page, 'rep');
    await page.goto('/today');
    const route = page.getByRole('region', { name: '今日路線' });
    await route.locator('ol li').first().waitFor();
    await sound(page, 'route');
    const stops = route.locator('ol a');
    const before = await stops.count();
    await route.getByLabel('出發時間').fill('06:00');
    await expect.poll(() => stops.first().locator('time').textContent()).toMatch(/^0[67]:/);
    expect(await stops.count()).toBeGreaterThanOrEqual(before);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('an analyst reads the price of a product and begins a price, on a desk in English', async () => {
    const { page, complaints } = await visit.open({ language: 'en', width: 1440 });
    await visit.server.signIn(page, 'analyst');
    // so few orders tell no elasticity: the panel is shown one, to be tried
    await page.route('**/price-health', async (route) => {
      const answer = (await (await route.fetch()).json()) as { health: { elasticity: object } };
      Object.assign(answer.health.elasticity, { estimate: -1.8, low: -2.4, high: -1.2, warnings: [] });
      await route.fulfill({ json: answer });
    });
    await page.goto('/market/products');
    await page.getByRole('row').nth(1).getByRole('link').first().click();
    await page.getByText('Elasticity', { exact: true }).waitFor();
    await page.getByRole('heading', { name: 'From list to pocket' }).waitFor();
    await page.getByRole('slider', { name: 'Change of price' }).press('ArrowRight');
    await page.getByText('+5.5%').first().waitFor();
    await sound(page, 'product');

    await page.goto('/market/prices');
    await page.getByRole('button', { name: 'New Price' }).click();
    const currency = page.getByRole('textbox', { name: 'Currency' });
    await currency.waitFor();
    expect(await currency.inputValue()).toBe('CNY');
    expect(await page.getByRole('option').count(), 'the picker is closed until it is asked').toBe(0);
    await page.getByRole('combobox', { name: 'Product' }).click();
    await page.getByRole('option').first().waitFor();
    await sound(page, 'new-price');

    await page.goto('/market/promotions');
    await page.getByRole('row').nth(1).waitFor();
    await sound(page, 'promotions');
    await page.getByRole('row').nth(1).getByRole('link').first().click();
    const did = page.locator('section').filter({ has: page.getByRole('heading', { name: 'What it did' }) });
    await did
      .getByText(/Net profit|Net revenue|Cannot tell/)
      .first()
      .waitFor();
    await sound(page, 'promotion');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('an administrator drafts a move on the org chart and is told of a circle, on a desk in 简体中文', async () => {
    const { page, complaints } = await visit.open({ language: 'zh-Hans', width: 1440 });
    await visit.server.signIn(page, 'administrator');
    await page.goto('/team/org-chart');
    await page.getByRole('button', { name: /将 华东大区 移至/ }).click();
    await page.getByRole('menuitem', { name: '华东一组' }).click();
    await page.getByText('单元不能隶属于自身的下级').waitFor();
    await page.getByRole('button', { name: /将 华东一组 移至/ }).click();
    await page.getByRole('menuitem', { name: '华中大区' }).click();
    await page.getByRole('button', { name: '比较', exact: true }).click();
    await page.getByRole('dialog').getByText('可见范围变化').waitFor();
    await sound(page, 'org-chart');
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
