import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { text } from '#kernel/local-text.ts';
import { referenceData } from '../reference-data.ts';
import { accessibilityProblems, chromiumPath, openBrowser, openPage, screenshot } from './browser.ts';
import { type DemoServer, demoServer } from './demo-server.ts';

const maven = referenceData('crm-maven');

/**
 * The walk of a newcomer: their day, the board, a deal and its history, their own file, the diagnosis, a finding, its rows; in each
 * language, in light and dark, on a phone and on a desk.
 */
describe.skipIf(chromiumPath === undefined || maven === undefined)(
  'the first hour (needs a Chromium and the reference data)',
  () => {
    let server: DemoServer;
    let browser: Browser;

    beforeAll(async () => {
      server = await demoServer();
      browser = await openBrowser();
    });

    afterAll(async () => {
      await browser?.close();
      await server?.close();
    });

    it.each([
      ['zh-Hans', false, 1440],
      ['en', true, 390],
      ['zh-Hant', true, 1440],
      ['zh-Hant', false, 390],
    ] as const)('in %s, dark %s, %i px wide', async (language, dark, width) => {
      const { page, complaints } = await openPage(browser, server.address, { language, dark, width });
      await server.signIn(page, 'administrator');
      const name = (step: string): string => `first-hour-${language}-${width}-${step}`;
      const say = (en: string, hans: string, hant: string): string => text(en, hans, hant)[language];

      await page.goto('/today');
      await page.locator('h1').first().waitFor();
      await page.getByRole('status', { name: say('Loading', '正在加载', '載入中') }).waitFor({ state: 'detached' });
      await screenshot(page, name('today'));

      await page.goto('/selling/opportunities?as=board');
      // Stages have the reader's names.
      await page.getByRole('heading', { name: say('First contact', '初步接洽', '初步接洽') }).waitFor();
      await page.getByRole('heading', { name: say('Contract', '合同审批', '合約審批') }).waitFor();
      const card = page.locator('[data-card]').first();
      await card.waitFor();
      await screenshot(page, name('board'));

      await card.click();
      await page.waitForURL(/\/selling\/opportunities\/[0-9a-f-]{36}/);
      await page.locator('dl').first().waitFor();
      const timeline = page.getByRole('tabpanel', { name: say('Timeline', '时间线', '時間軸') });
      await timeline.locator('li').first().waitFor();
      await screenshot(page, name('deal'));

      await page.goto('/settings/import');
      await page.locator('input[type=file]').setInputFiles(join(maven!, 'products.csv'));
      await page.getByRole('button', { name: say('Preview', '预览', '預覽') }).click();
      await page.getByText(/7 would be created|将新建 7 条|將新建 7 筆|7 stay as they are|7 条不变|7 筆不變/).waitFor();
      await screenshot(page, name('import'));
      await page.getByRole('button', { name: say('Store', '导入', '匯入'), exact: true }).click();
      await page
        .getByText(say('Stored: everything', '已存入：整个', '已存入：整個'))
        .first()
        .waitFor();

      await page.goto('/improve/diagnosis');
      await page
        .getByRole('button', { name: say('Examine now', '立即诊断', '立即診斷') })
        .first()
        .click();
      const findings = page.locator('ol button');
      await findings.first().waitFor({ timeout: 60_000 });
      await screenshot(page, name('diagnosis'));
      // A finding about something that is missing has no rows to show: the first that has some is opened.
      const rows = page.getByRole('link', { name: say('Show the rows', '查看明细', '查看明細') });
      for (let i = 0; i < (await findings.count()) && !(await rows.isVisible()); i++) {
        await findings.nth(i).click();
        await page.locator('article h2').waitFor();
        await rows.waitFor({ timeout: 3000 }).catch(() => undefined);
      }
      await screenshot(page, name('finding'));
      await rows.click();
      await page.waitForURL(/\?filter=/);
      await page.getByRole('row').nth(1).waitFor();
      await screenshot(page, name('rows'));
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('has no serious accessibility problem on the day, the list and the diagnosis', async () => {
      const { page } = await openPage(browser, server.address, { language: 'en' });
      await server.signIn(page, 'manager');
      for (const path of [
        '/today',
        '/selling/opportunities',
        '/selling/opportunities?as=board',
        '/selling/public-pool',
        '/team/org-chart',
        '/improve/diagnosis',
      ]) {
        await page.goto(path);
        await page.locator('h1').first().waitFor();
        await page.waitForLoadState('networkidle').catch(() => undefined);
        const serious = (await accessibilityProblems(page)).filter(
          ({ impact }) => impact === 'serious' || impact === 'critical',
        );
        expect(serious, path).toEqual([]);
      }
      await page.context().close();
    });
  },
);
