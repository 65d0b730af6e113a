import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, onTestFailed } from 'vitest';
import { openBrowser, openPage } from './browser.ts';
import { type DemoServer, demoServer } from './demo-server.ts';
import { watchPage } from './watch-page.ts';

type PageOptions = Parameters<typeof openPage>[2];

/** The demo company as served, and a browser that visits it. */
export interface DemoVisit {
  readonly server: DemoServer;
  open(options: PageOptions): ReturnType<typeof openPage>;
}

/** Opens both before the tests of a `describe` and closes them after. */
export function demoVisit(): DemoVisit {
  let server: DemoServer | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    server = await demoServer();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  return {
    get server() {
      return server!;
    },
    open: async (options) => {
      const opened = await openPage(browser!, server!.address, options);
      const tell = watchPage(opened.page);
      onTestFailed(tell);
      return opened;
    },
  };
}
