import type { Browser } from 'playwright-core';
import { buildWebIfStale } from '../../tools/build-web.ts';
import { chromiumPath, openBrowser, openPage } from '../../test/journeys/browser.ts';
import { type DemoServer, demoServer } from '../../test/journeys/demo-server.ts';
import type { Bench, BenchRow } from '../define-bench.ts';

/** A laptop in the middle of the range on an ordinary line: half the speed of this processor, 10 Mbit/s, 40 ms to the server. */
const laptop = { slowdown: 2, bytesPerSecond: (10 * 1024 * 1024) / 8, latency: 40 };
const limitSeconds = 2;
const turns = 7;

const screens = [
  { name: 'today, as a seller sees it', role: 'rep', path: '/' },
  { name: 'the pipeline board of a manager', role: 'manager', path: '/selling/opportunities?mode=board' },
  { name: 'the list of customers', role: 'manager', path: '/customers/accounts' },
] as const;

/** How long someone who is signed in waits for the first screen, with nothing kept by the browser. */
export const bench: Bench = {
  title: 'Web: the first screen on a laptop in the middle of the range',
  run: async () => {
    if (chromiumPath === undefined) throw new Error('no Chromium was found: the first screen cannot be measured');
    await buildWebIfStale();
    const server = await demoServer();
    const browser = await openBrowser();
    try {
      const rows: BenchRow[] = [];
      for (const screen of screens) rows.push(await rowOf(server, browser, screen));
      return rows;
    } finally {
      await browser.close();
      await server.close();
    }
  },
};

async function rowOf(
  server: DemoServer,
  browser: Browser,
  { name, role, path }: (typeof screens)[number],
): Promise<BenchRow> {
  const seconds: number[] = [];
  for (let turn = 0; turn < turns; turn++) seconds.push(await firstScreen(server, browser, role, path));
  const sorted = seconds.toSorted((left, right) => left - right);
  const median = sorted[turns >> 1];
  return {
    bar: `${name}: its content stands and nothing is outlined any more`,
    measured: `${median.toFixed(2)} s (${sorted[0].toFixed(2)} to ${sorted.at(-1)!.toFixed(2)} s, ${turns} times)`,
    limit: `≤ ${limitSeconds} s`,
    met: median <= limitSeconds,
    note: 'nothing cached; half the processor, 10 Mbit/s, 40 ms',
  };
}

/** Seconds from asking for the address until the page has a heading, has shown outlines or content, and shows no outline. */
async function firstScreen(server: DemoServer, browser: Browser, role: string, path: string): Promise<number> {
  const { page } = await openPage(browser, server.address);
  try {
    await server.signIn(page, role);
    const session = await page.context().newCDPSession(page);
    const { slowdown, bytesPerSecond, latency } = laptop;
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency,
      downloadThroughput: bytesPerSecond,
      uploadThroughput: bytesPerSecond,
    });
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.goto(server.address + path, { waitUntil: 'commit' });
    await page.waitForFunction(() => {
      const main = document.querySelector('main');
      const content = main?.querySelectorAll('a, button, [role=row], li').length ?? 0;
      return (
        document.querySelector('h1') !== null &&
        content > 3 &&
        document.querySelector('.mantine-Skeleton-root') === null
      );
    });
    return (await page.evaluate(() => performance.now())) / 1000;
  } finally {
    await page.context().close();
  }
}
