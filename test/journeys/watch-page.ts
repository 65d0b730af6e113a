import type { Page } from 'playwright-core';

const mostRequests = 40;

/** Follows a page from now on; the answer tells, on the console, what stood on it and what it had asked for: for a journey that failed. */
export function watchPage(page: Page): () => Promise<void> {
  const requests: string[] = [];
  const started = Date.now();
  const note = (line: string): void => {
    requests.push(`${((Date.now() - started) / 1000).toFixed(1)} s ${line}`);
    if (requests.length > mostRequests) requests.shift();
  };
  page.on('request', (request) => note(`> ${request.method()} ${request.url()}`));
  page.on('response', (response) => note(`< ${response.status()} ${response.url()}`));
  page.on('requestfailed', (request) => note(`! ${request.failure()?.errorText ?? ''} ${request.url()}`));
  page.on('framenavigated', (frame) => note(`to ${frame.url()}`));
  return async () => {
    if (page.isClosed()) return;
    const shown = await page
      .locator('body')
      .ariaSnapshot({ timeout: 10_000 })
      .catch((error: unknown) => `could not be read: ${String(error)}`);
    console.error(
      [`the page at ${page.url()} when the test failed:`, shown, 'its last requests:', ...requests].join('\n'),
    );
  };
}
