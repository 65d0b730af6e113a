import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referenceData } from '../reference-data.ts';
import { accessibilityProblems, chromiumPath, openBrowser, openPage, screenshot } from './browser.ts';
import { type DemoServer, demoServer } from './demo-server.ts';

const maven = referenceData('crm-maven');

/** The walk of a newcomer: their day, the board, a deal and its history, their own file, the diagnosis, a finding, its rows. */
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
      ['zh-Hant', false, 390],
    ] as const)('in %s, dark %s, %i px wide', async (language, dark, width) => {
      const { page, complaints } = await openPage(browser, server.address, { language, dark, width });
      await server.signIn(page, 'administrator');
      const name = (step: string): string => `first-hour-${language}-${step}`;

      await page.goto('/today');
      await page.locator('h1').first().waitFor();
      await screenshot(page, name('today'));

      await page.goto('/selling/opportunities');
      const first = page.locator('a[href^="/selling/opportunities/"]').first();
      await first.waitFor();
      await screenshot(page, name('opportunities'));
      await page.goto(String(await first.getAttribute('href')));
      await page.locator('h1').first().waitFor();
      await screenshot(page, name('deal'));

      await page.goto('/settings/import');
      await page.locator('input[type=file]').setInputFiles(join(maven!, 'products.csv'));
      await page.getByRole('button', { name: /Preview|预览|預覽/ }).click();
      await page.getByText(/7 would be created|将新建 7 条|將新建 7 筆|7 stay as they are|7 条不变|7 筆不變/).waitFor();
      await screenshot(page, name('import'));
      await page.getByRole('button', { name: /^(Store|导入|匯入)$/ }).click();
      await page
        .getByText(/Stored|已存入：|已存入：/)
        .first()
        .waitFor();

      await page.goto('/improve/diagnosis');
      await page
        .getByRole('button', { name: /Examine now|立即诊断|立即診斷/ })
        .first()
        .click();
      const finding = page.locator('ol button').first();
      await finding.waitFor({ timeout: 60_000 });
      await finding.click();
      await page.locator('article h2').waitFor();
      await screenshot(page, name('finding'));
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
