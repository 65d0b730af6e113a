import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#platform/clock/clock.ts';
import { createServer } from '#platform/http/create-server.ts';
import { silentLogger } from '#platform/log/logger.ts';
import { formatMoney } from '#web/format/money.ts';
import { routes } from '../../src/entrypoints/routes.ts';
import { buildWebIfStale } from '../../tools/build-web.ts';
import { publishedCases, publishedExamples } from '../incentives/published-examples.ts';
import { type ExampleStatement, workedExampleCompany } from '../incentives/worked-example-company.ts';
import { callerOf } from '../support/pay-company.ts';
import { type TestServer, testPassword, testServer, testSettings } from '../support/test-server.ts';
import { chromiumPath, openBrowser, openPage } from './browser.ts';

const examples = publishedExamples();

describe.skipIf(chromiumPath === undefined || publishedCases === undefined)(
  'every published worked example on the statement screen (needs a Chromium and the reference data)',
  () => {
    let server: TestServer;
    let app: FastifyInstance;
    let browser: Browser;
    let page: Page;
    let complaints: readonly string[];
    let stated: readonly ExampleStatement[];

    beforeAll(async () => {
      server = await testServer();
      stated = await workedExampleCompany(callerOf(server), examples);
      const { folder } = await buildWebIfStale();
      app = await createServer({
        database: server.database,
        routes,
        config: testSettings,
        clock: systemClock,
        log: silentLogger,
        webFolder: folder,
      });
      const address = await app.listen({ host: '127.0.0.1', port: 0 });
      browser = await openBrowser();
      ({ page, complaints } = await openPage(browser, address, { language: 'en' }));
      const answer = await page.request.post(`${address}/api/auth/sign-in`, {
        data: { email: 'finance@example.com', password: testPassword },
        headers: { origin: address },
      });
      expect(answer.ok(), await answer.text()).toBe(true);
    }, 600_000);

    afterAll(async () => {
      await browser?.close();
      await app?.close();
      await server?.close();
    });

    it.each(examples.map(({ id }) => id))(
      '%s is shown to the cent, line by line',
      async (id) => {
        const own = stated.filter(({ example }) => example.id === id);
        expect(own.length).toBeGreaterThan(0);
        for (const { pay, statementId, statement } of own) {
          await page.goto(`/incentives/statements/${statementId}`);
          const money = (amount: number): string => formatMoney(amount.toFixed(2), statement.currency, 'en');
          const about = `${pay.person} ${pay.period}`;
          const total = page.locator('b[class*="total"]');
          await total.waitFor({ timeout: 60_000 });
          expect(await total.textContent(), about).toBe(money(pay.total));
          const lines = page.locator('li > button[aria-expanded] > span:last-child');
          const shown = (await lines.allTextContents()).filter((text) => text !== money(0));
          if (pay.lines !== undefined) expect(shown.toSorted(), about).toEqual(pay.lines.map(money).toSorted());
        }
        expect(complaints).toEqual([]);
      },
      300_000,
    );
  },
);
