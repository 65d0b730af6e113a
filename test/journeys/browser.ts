import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { type Browser, type Page, chromium } from 'playwright-core';
import type { Language } from '#kernel/local-text.ts';

const candidates = [
  process.env.QUARTERDECK_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where a Chromium stands on this machine; undefined when there is none (journeys are skipped then, and .ci/run installs one). */
export const chromiumPath = candidates.find((path): path is string => path !== undefined && existsSync(path));

export interface Screen {
  readonly language?: Language;
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
}

export function openBrowser(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('no Chromium was found; set QUARTERDECK_CHROMIUM to its path');
  return chromium.launch({
    executablePath: chromiumPath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
}

/** A page of the app as someone with this language, appearance and screen sees it. What the page complains about is collected. */
export async function openPage(
  browser: Browser,
  baseUrl: string,
  screen: Screen = {},
): Promise<{ page: Page; complaints: string[] }> {
  const { language = 'zh-Hans', dark = false, width = 1440, height = 900 } = screen;
  const context = await browser.newContext({
    baseURL: baseUrl,
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    hasTouch: width < 500,
    locale: language === 'en' ? 'en-US' : language === 'zh-Hant' ? 'zh-TW' : 'zh-CN',
  });
  await context.addInitScript((chosen) => localStorage.setItem('qd.language', chosen), language);
  const page = await context.newPage();
  // On a crowded machine a frame may take seconds.
  page.setDefaultTimeout(90_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, complaints };
}

const pictures = resolve(import.meta.dirname, '..', '..', 'screenshots');

/** Keeps a picture under screenshots/ (not part of the repository) for people to look at. */
export async function screenshot(page: Page, name: string): Promise<string> {
  mkdirSync(pictures, { recursive: true });
  const path = join(pictures, `${name}.png`);
  await page.screenshot({ path });
  return path;
}

export interface AccessibilityProblem {
  readonly rule: string;
  readonly impact: string | null;
  readonly elements: readonly string[];
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeWindow {
  readonly axe: {
    run(
      root: Document,
      options: object,
    ): Promise<{ violations: { id: string; impact: string | null; nodes: { html: string }[] }[] }>;
  };
}

/** What axe finds against WCAG 2.2 A and AA on the page as it stands. */
export async function accessibilityProblems(page: Page): Promise<AccessibilityProblem[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as AxeWindow;
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    });
    return violations.map(({ id, impact, nodes }) => ({
      rule: id,
      impact,
      elements: nodes.map(({ html }) => html.slice(0, 200)),
    }));
  });
}
