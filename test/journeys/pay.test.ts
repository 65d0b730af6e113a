import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { accessibilityProblems, chromiumPath, screenshot } from './browser.ts';
import { demoVisit } from './demo-visit.ts';

/** Pay as those see it who live with it: a seller reads, asks why, estimates and doubts; finance answers, explains, calculates. */
describe.skipIf(chromiumPath === undefined)('pay that everyone can check (needs a Chromium)', () => {
  const visit = demoVisit();

  it('a seller reads a line down to its arithmetic, estimates a deal and doubts, on a phone in 简体中文', async () => {
    const { page, complaints } = await visit.open({
      language: 'zh-Hans',
      dark: true,
      width: 390,
    });
    await visit.server.signIn(page, 'rep');
    await page.goto('/incentives/my-pay');
    const paid = page.locator('tr').filter({ hasText: /¥[1-9]/ });
    const statement = paid.locator('a[href^="/incentives/statements/"]').first();
    await statement.waitFor();
    await screenshot(page, 'pay-my-pay');

    const added = page.getByText('你将多得').first();
    await added.waitFor();
    await page.getByLabel('或自填金额').fill('500000');
    await page
      .getByText(/届时本期合计/)
      .first()
      .waitFor();

    await statement.click();
    const line = page.locator('ul button[aria-expanded]').first();
    await line.waitFor();
    await line.click();
    await page.getByText('重算一致').first().waitFor();
    await page.getByText(/=/).first().waitFor();
    await page.getByRole('button', { name: '提出异议', exact: true }).first().click();
    await page.getByLabel('哪里不对，为什么？').fill('这个商机是我和同事一起完成的');
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await page.getByText('异议已提交财务').waitFor();
    await screenshot(page, 'pay-doubted');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('finance answers the doubt, explains an exception and calculates again, in English', async () => {
    const { page, complaints } = await visit.open({ language: 'en', width: 1440 });
    await visit.server.signIn(page, 'finance');
    await page.goto('/incentives/disputes');
    const doubt = page.locator('li').filter({ hasText: '这个商机是我和同事一起完成的' });
    await doubt.getByRole('button', { name: 'Answer' }).click();
    await doubt.getByText('the statement stands').click();
    await doubt.getByLabel('Answer').fill('The deal carries no split; ask your lead to record one.');
    await doubt.getByRole('button', { name: 'Send' }).click();
    await doubt.waitFor({ state: 'detached' });

    await page.goto('/incentives/plans');
    const colour = (link: Locator): Promise<string> => link.evaluate((one) => getComputedStyle(one).color);
    const filled = page.getByRole('link', { name: 'New plan' });
    expect(await colour(filled), 'a filled button that is a link').toBe('rgb(255, 255, 255)');
    const room = page.getByRole('navigation', { name: 'Rooms' }).getByRole('link').first();
    expect(await colour(room), 'a room is written as text, not as a link').toBe(await colour(page.locator('h1')));

    await page.goto('/incentives/periods');
    await page.locator('table a').first().click();
    await page.getByRole('button', { name: 'Calculate' }).click();
    await page.getByRole('status').filter({ hasText: 'statements changed' }).waitFor({ timeout: 60_000 });
    await page.getByRole('tab', { name: 'Exceptions' }).click();
    const explain = page.getByRole('button', { name: 'Explain', exact: true });
    await explain.first().waitFor();
    const before = await explain.count();
    await explain.first().click();
    await page.getByLabel('Why this is right').fill('A quarterly bonus falls due this month.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('A quarterly bonus falls due this month.').waitFor();
    expect(await explain.count()).toBe(before - 1);
    await screenshot(page, 'pay-period');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('has no serious accessibility problem, for the seller and for finance', async () => {
    for (const [role, paths] of [
      ['rep', ['/incentives/my-pay', '/incentives/disputes', '/incentives/credits']],
      [
        'finance',
        [
          '/incentives/overview',
          '/incentives/periods',
          '/incentives/plans',
          '/incentives/plans/new',
          '/incentives/simulations',
        ],
      ],
    ] as const) {
      const { page } = await visit.open({ language: 'zh-Hant' });
      await visit.server.signIn(page, role);
      for (const path of paths) {
        await page.goto(path);
        await page.locator('h1').first().waitFor();
        await page.waitForLoadState('networkidle').catch(() => undefined);
        const serious = (await accessibilityProblems(page)).filter(
          ({ impact }) => impact === 'serious' || impact === 'critical',
        );
        expect(serious, path).toEqual([]);
      }
      await page.context().close();
    }
  });
});
