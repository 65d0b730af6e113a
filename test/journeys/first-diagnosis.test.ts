import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { text } from '#kernel/local-text.ts';
import { referenceData } from '../reference-data.ts';
import { accessibilityProblems, chromiumPath, screenshot } from './browser.ts';
import { demoVisit } from './demo-visit.ts';

const maven = referenceData('crm-maven');
const superstore = referenceData('zh-superstore');

/** The steps of the import as a person takes them. */
function importWizard(page: Page, say: (en: string, hans: string, hant: string) => string) {
  return {
    chooseFile: async (file: string): Promise<void> => {
      await page.locator('input[type=file]').setInputFiles(join(maven!, file));
      await page.getByRole('button', { name: say('Preview', '预览', '預覽') }).waitFor();
    },
    preview: async (): Promise<void> => {
      await page.getByRole('button', { name: say('Preview', '预览', '預覽') }).click();
      await page.getByText(say('would be created', '将新建', '將新建')).waitFor();
    },
    store: async (): Promise<void> => {
      await page.getByRole('button', { name: say('Store', '导入', '匯入'), exact: true }).click();
      await page
        .getByText(say('Stored: everything', '已存入：整个', '已存入：整個'))
        .first()
        .waitFor();
    },
  };
}

/**
 * The walk of a newcomer: their day, the list, the board, a deal and its history, their own files, the diagnosis, a finding, its rows; in each
 * language, in light and dark, on a phone and on a desk.
 */
describe.skipIf(chromiumPath === undefined || maven === undefined)(
  'the first hour (needs a Chromium and the reference data)',
  () => {
    const visit = demoVisit();

    it.each([
      ['zh-Hans', false, 1440],
      ['en', true, 390],
      ['zh-Hant', true, 1440],
      ['zh-Hant', false, 390],
    ] as const)('in %s, dark %s, %i px wide', async (language, dark, width) => {
      const { page, complaints } = await visit.open({ language, dark, width });
      await visit.server.signIn(page, 'administrator');
      const name = (step: string): string => `first-hour-${language}-${width}-${step}`;
      const say = (en: string, hans: string, hant: string): string => text(en, hans, hant)[language];

      await page.goto('/today');
      await page.locator('h1').first().waitFor();
      await page.getByRole('status', { name: say('Loading', '正在加载', '載入中') }).waitFor({ state: 'detached' });
      await screenshot(page, name('today'));

      await page.goto('/selling/opportunities');
      const board = page.locator('label', { hasText: say('Board', '看板', '看板') });
      await board.waitFor();
      await screenshot(page, name('list'));
      await board.click();
      await page.waitForURL(/[?&]as=board/);
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
      const { chooseFile, preview, store } = importWizard(page, say);
      // Deals of customers, products and people that nobody has handed in yet: all is refused, with the reason.
      await chooseFile('sales_pipeline.csv');
      await preview();
      await page
        .getByRole('alert')
        .filter({ hasText: say('refused', '被拒绝', '被拒絕') })
        .waitFor();
      await page
        .getByText(say('the name of a known customer is expected', '系统中没有此名称的客户', '系統中沒有此名稱的客戶'))
        .first()
        .waitFor();
      await screenshot(page, name('refused'));
      const saved = page.waitForEvent('download');
      await page.getByRole('link', { name: say('Save the refused rows', '下载被拒绝的行', '下載被拒絕的列') }).click();
      const rejects = readFileSync(await (await saved).path(), 'utf8').split('\r\n');
      expect(rejects[0]).toBe(
        `\uFEFFopportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value,${say('problem', '导入问题', '匯入問題')}`,
      );
      expect(rejects[1]).toMatch(/^1C1I7A6R,Moses Frase,/);
      expect(rejects[1]).toContain(
        say(
          'account: the name of a known customer is expected',
          'account：系统中没有此名称的客户',
          'account：系統中沒有此名稱的客戶',
        ),
      );
      expect(await page.getByRole('button', { name: say('Store', '导入', '匯入'), exact: true }).isDisabled()).toBe(
        true,
      );
      for (let step = 0; step < 2; step++)
        await page.getByRole('button', { name: say('Back', '上一步', '上一步') }).click();

      await chooseFile('products.csv');
      await preview();
      await page.getByText(/7 would be created|将新建 7 条|將新建 7 筆|7 stay as they are|7 条不变|7 筆不變/).waitFor();
      await screenshot(page, name('import'));
      await store();

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

    it.each([
      // The first stores them all; the others look at the deals.
      ['zh-Hans', false, 1440, ['accounts.csv', 'products.csv', 'sales_teams.csv', 'sales_pipeline.csv']],
      ['zh-Hant', true, 390, ['sales_pipeline.csv']],
      ['en', false, 1440, ['sales_pipeline.csv']],
    ] as const)(
      'takes in a whole company as its files come, in %s, dark %s, %i px wide: %j',
      async (language, dark, width, files) => {
        const { page, complaints } = await visit.open({ language, dark, width });
        await visit.server.signIn(page, 'administrator');
        const say = (en: string, hans: string, hant: string): string => text(en, hans, hant)[language];
        const { chooseFile, preview, store } = importWizard(page, say);
        await page.goto('/settings/import');
        for (const file of files) {
          await chooseFile(file);
          await screenshot(page, `import-${language}-${width}-columns-${file}`);
          await preview();
          // What is dirty in the files is taken and told.
          if (file === 'accounts.csv') await page.getByText('“technolgy”疑似“technology”的误写').waitFor();
          if (file === 'sales_pipeline.csv') {
            await page
              .getByText(
                say('"GTXPro" was read as "GTX Pro"', '“GTXPro”已按“GTX Pro”读取', '「GTXPro」已按「GTX Pro」讀取'),
              )
              .waitFor();
            const blank = page.getByRole('row', { name: say('no customer is named', '未写明客户', '未寫明客戶') });
            await blank.getByText('1,425').waitFor();
          }
          await screenshot(page, `import-${language}-${width}-${file}`);
          if (files.length === 1) continue;
          await store();
          await screenshot(page, `import-${language}-${width}-stored-${file}`);
          if (file === 'sales_pipeline.csv') await page.getByText('新建 8,804 条', { exact: true }).waitFor();
          await page.getByRole('button', { name: '再导入一个文件' }).click();
        }
        expect(complaints).toEqual([]);
        await page.context().close();
      },
    );

    it.skipIf(superstore === undefined)(
      'tells what becomes of each column of a table of order lines, and leaves one out that is not wanted',
      async () => {
        const { page, complaints } = await visit.open({ language: 'zh-Hans' });
        await visit.server.signIn(page, 'administrator');
        await page.goto('/settings/import');
        await page.locator('input[type=file]').setInputFiles(join(superstore!, 'orders_gb18030.csv'));
        await page.getByText('已识别：此文件将生成客户、产品、订单、订单明细').waitFor();
        const family = page.getByRole('checkbox', { name: '子类别: 产品: 产品系列' });
        expect(await family.isChecked()).toBe(true);
        await family.click();
        expect(await page.getByRole('row', { name: '子类别' }).innerText()).toContain('（不导入）');
        // What a record is recognised by cannot be left out.
        expect(await page.getByRole('checkbox', { name: /^订单 ID/ }).count()).toBe(0);
        await screenshot(page, 'import-orders-columns');
        expect((await accessibilityProblems(page)).map(({ rule }) => rule)).toEqual([]);
        await page.getByRole('button', { name: '预览' }).click();
        await page.getByText('将新建 15,518 条').waitFor();
        expect(complaints).toEqual([]);
        await page.context().close();
      },
    );

    it('asks for everything a first screen shows once, though much of it before the app is there', async () => {
      for (const [path, ahead] of [
        ['/', '/api/today/day'],
        ['/selling/opportunities?as=board', '/api/selling/opportunities/groups?'],
        ['/customers/accounts', '/api/customers/accounts?'],
      ] as const) {
        const { page, complaints } = await visit.open({ language: 'en' });
        await visit.server.signIn(page, 'manager');
        // Nothing is heard of what jobs change meanwhile: it would rightly be asked for again.
        await page.route('**/api/live', (route) =>
          route.fulfill({ contentType: 'text/event-stream', body: 'retry: 60000\n\n' }),
        );
        const asked: string[] = [];
        page.on('request', (request) => {
          const { pathname, search } = new URL(request.url());
          if (pathname.startsWith('/api/')) asked.push(pathname + search);
        });
        await page.goto(path);
        await page.locator('h1').first().waitFor();
        await page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root') === null);
        expect(asked.filter((address) => address.startsWith(ahead)).length, path).toBe(1);
        expect(
          asked.filter((address, at) => asked.indexOf(address) !== at),
          path,
        ).toEqual([]);
        expect(complaints).toEqual([]);
        await page.context().close();
      }
    });

    it('has no serious accessibility problem on the day, the list and the diagnosis', async () => {
      const { page } = await visit.open({ language: 'en' });
      await visit.server.signIn(page, 'manager');
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
