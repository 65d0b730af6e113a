import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pinnedNode } from '../../bin/pinned-node.js';
import { referenceData } from '../reference-data.ts';
import { accessibilityProblems, chromiumPath, openBrowser, openPage, screenshot } from './browser.ts';

const maven = referenceData('crm-maven');
const cli = join(import.meta.dirname, '..', '..', 'src', 'entrypoints', 'cli.ts');
const node = pinnedNode();

/** The walk of a newcomer: their day, the board, a deal and its history, their own file, the diagnosis, a finding, its rows. */
describe.skipIf(chromiumPath === undefined || maven === undefined)(
  'the first hour (needs a Chromium and the reference data)',
  () => {
    const data = mkdtempSync(join(tmpdir(), 'qd-journey-'));
    let server: ChildProcess;
    let address = '';
    let browser: Browser;

    beforeAll(async () => {
      await finished(spawn(node, [cli, 'demo', '--size', 'small', '--data', data], { stdio: 'ignore' }));
      server = spawn(node, [cli, 'start', '--data', data, '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
      address = await readyAddress(server);
      browser = await openBrowser();
    });

    afterAll(async () => {
      await browser?.close();
      server?.kill('SIGTERM');
      if (server !== undefined) await finished(server, false);
      rmSync(data, { recursive: true, force: true });
    });

    async function signIn(page: Page, role: string): Promise<void> {
      const { personas } = (await (await page.request.get(`${address}/api/auth/demo`)).json()) as {
        personas: { personId: string; role: string }[];
      };
      const persona = personas.find((one) => one.role === role);
      const answer = await page.request.post(`${address}/api/auth/demo`, {
        data: { personId: persona?.personId },
        headers: { origin: address },
      });
      expect(answer.ok()).toBe(true);
    }

    it.each([
      ['zh-Hans', false, 1440],
      ['en', true, 390],
      ['zh-Hant', false, 390],
    ] as const)('in %s, dark %s, %i px wide', async (language, dark, width) => {
      const { page, complaints } = await openPage(browser, address, { language, dark, width });
      await signIn(page, 'administrator');
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
      const { page } = await openPage(browser, address, { language: 'en' });
      await signIn(page, 'manager');
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

function finished(child: ChildProcess, checked = true): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => (checked && code !== 0 ? reject(new Error(`exit code ${code}`)) : resolve()));
    if (child.exitCode !== null) resolve();
  });
}

function readyAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /ready at (\S+)/.exec(output);
      if (found !== null) resolve(found[1]);
    });
    child.on('exit', (code) => reject(new Error(`the server stopped with ${code} before it was ready`)));
  });
}
