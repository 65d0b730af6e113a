import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityProblems, chromiumPath, screenshot } from './browser.ts';
import { demoVisit } from './demo-visit.ts';

/**
 * Pay as its administrator lives with it: quotas from a file, a plan from a ready one, who is on it, the period from calculation to
 * payment with a second person's approval, and a return after its books are closed. In 简体中文; the approver reads English.
 */
describe.skipIf(chromiumPath === undefined)('a period of pay, from quotas to a late return (needs a Chromium)', () => {
  const visit = demoVisit();
  let folder: string;
  /** Who sold most of what is calculated with a seller's commission. */
  let seller: { readonly id: string; readonly name: string };
  let period: { readonly id: string; readonly label: string; readonly fromOn: string; readonly throughOn: string };
  const read = async <T>(page: Page, path: string): Promise<T> => (await (await page.request.get(path)).json()) as T;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'qd-pay-year-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('quotas come in from a file; a row that is wrong is named and nothing is stored until it is mended', async () => {
    const { page, complaints } = await visit.open({ language: 'zh-Hans' });
    await visit.server.signIn(page, 'finance');
    [period] = (await read<{ items: (typeof period)[] }>(page, '/api/incentives/periods?limit=1')).items;
    const { items } = await read<{ items: { person: typeof seller; planName: { en: string }; total: string }[] }>(
      page,
      `/api/incentives/periods/${period.id}/statements`,
    );
    const sellers = items
      .filter(({ planName }) => planName.en === 'Sales consultants')
      .toSorted((left, right) => Number(right.total) - Number(left.total))
      .map(({ person }) => person);
    [seller] = sellers;

    const year = period.fromOn.slice(0, 4);
    const rowsOf = (amounts: readonly string[]): string =>
      ['人员,指标,开始日期,结束日期（不含）,金额,币种']
        .concat(
          amounts.map((amount, at) => `${sellers[at].name},收入,${year}-01-01,${Number(year) + 1}-01-01,${amount},CNY`),
        )
        .join('\n');
    const file = join(folder, '销售配额.csv');
    const upload = async (amounts: readonly string[]): Promise<void> => {
      writeFileSync(file, rowsOf(amounts));
      await page.goto('/settings/import');
      await page.locator('input[type=file]').setInputFiles(file);
      await page.getByRole('button', { name: '预览' }).click();
    };
    await upload(['1000000', '900000', '800000', '700000', '60万元整']);
    await page.getByText('60万元整').first().waitFor();
    await screenshot(page, 'pay-year-quota-refused');
    await upload(['1000000', '900000', '800000', '700000', '600000']);
    await page.getByText('将新建 5 条').waitFor();
    await page.getByRole('button', { name: '导入', exact: true }).click();
    await page.getByText('已存入：整个').first().waitFor();

    await page.goto('/performance/quotas');
    await page.getByRole('row').filter({ hasText: seller.name }).first().waitFor();
    await screenshot(page, 'pay-year-quotas');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('a ready plan is changed, sent for approval, approved by another in English, and given to the seller', async () => {
    const { page, complaints } = await visit.open({ language: 'zh-Hans' });
    await visit.server.signIn(page, 'finance');
    await page.goto('/incentives/plans/new');
    await page.getByRole('button', { name: /年度配额与加速器/ }).click();
    await page.getByLabel('币种').first().fill('CNY');
    await page.getByText('方案可用').waitFor();
    await screenshot(page, 'pay-year-plan');
    await page.getByRole('button', { name: '保存草稿' }).click();
    await page.getByRole('button', { name: '提交批准' }).click();
    await page.getByText('待批准').first().waitFor();
    const address = page.url();

    const approver = await visit.open({ language: 'en' });
    await visit.server.signIn(approver.page, 'executive');
    await approver.page.goto(address);
    await approver.page.getByRole('button', { name: 'Approve' }).click();
    await approver.page.getByText('In force').first().waitFor();
    await screenshot(approver.page, 'pay-year-approved');
    expect(approver.complaints).toEqual([]);
    await approver.page.context().close();

    await page.reload();
    const form = page.getByRole('form', { name: '添加' });
    await form.getByRole('combobox', { name: '人员' }).fill(seller.name);
    await page.getByRole('option', { name: seller.name }).first().click();
    await form.getByLabel('生效').fill(period.fromOn);
    expect(await form.getByLabel('quota').getAttribute('placeholder')).toBe('取自配额');
    await form.getByRole('button', { name: '添加' }).click();
    await page.getByRole('row').filter({ hasText: seller.name }).waitFor();
    await screenshot(page, 'pay-year-assigned');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('the period is calculated, its exceptions are explained, it is approved by another, closed, exported and paid', async () => {
    const { page, complaints } = await visit.open({ language: 'zh-Hans' });
    await visit.server.signIn(page, 'finance');
    await page.goto(`/incentives/periods/${period.id}`);
    await page.getByRole('button', { name: '计算', exact: true }).click();
    await page.getByRole('status').filter({ hasText: '张对账单有变动' }).waitFor();
    await page.getByRole('tab', { name: '对账单' }).click();
    const own = page.getByRole('row').filter({ hasText: seller.name });
    await own
      .filter({ hasText: '年度配额与加速器' })
      .filter({ hasText: /¥[1-9]/ })
      .waitFor();
    await screenshot(page, 'pay-year-calculated');

    await page.getByRole('tab', { name: '异常' }).click();
    const all = page.getByRole('button', { name: /一并说明/ });
    const one = page.getByRole('button', { name: '说明', exact: true });
    await all.or(one).first().waitFor();
    await screenshot(page, 'pay-year-exceptions');
    const left = page.getByText(/^\d+ 项待说明$/);
    while (await left.isVisible()) {
      const before = await left.textContent();
      await ((await all.count()) > 0 ? all : one).first().click();
      await page.getByLabel('为何无误').fill('月底前结算，逐项核对过业绩与方案。');
      await page.getByRole('button', { name: '提交', exact: true }).click();
      await left.filter({ hasText: before! }).waitFor({ state: 'detached' });
    }
    await page.getByRole('button', { name: '标记为已复核' }).click();
    await page.locator('[aria-current=step]').filter({ hasText: '已复核' }).waitFor();
    expect(
      await page.getByRole('button', { name: '批准' }).isDisabled(),
      'approved by another than who calculated',
    ).toBe(true);

    const approver = await visit.open({ language: 'en', dark: true });
    await visit.server.signIn(approver.page, 'executive');
    await approver.page.goto(`/incentives/periods/${period.id}`);
    await approver.page.getByRole('button', { name: 'Approve' }).click();
    await approver.page.locator('[aria-current=step]').filter({ hasText: 'approved' }).waitFor();
    await screenshot(approver.page, 'pay-year-period-approved');
    expect(approver.complaints).toEqual([]);
    await approver.page.context().close();

    await page.reload();
    await page.getByRole('button', { name: '关账' }).click();
    await page.locator('[aria-current=step]').filter({ hasText: '已关账' }).waitFor();
    await page.getByRole('tab', { name: '文件' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /CSV/ }).first().click(),
    ]);
    const file = readFileSync(await download.path(), 'utf8');
    expect(file).toContain(seller.name);
    await screenshot(page, 'pay-year-files');
    await page.getByRole('button', { name: '标记为已发放' }).click();
    await page.locator('[aria-current=step]').filter({ hasText: '已发放' }).waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('what comes back after closing becomes an adjustment of the next period, on the statement of whoever sold it', async () => {
    const { page, complaints } = await visit.open({ language: 'zh-Hans' });
    await visit.server.signIn(page, 'administrator');
    const { items } = await read<{ items: { id: string; opportunityId: string | null; orderedOn: string }[] }>(
      page,
      `/api/selling/orders?sort=-orderedOn&limit=50&filter=ownerId:eq:${seller.id}&filter=orderedOn:gte:${period.fromOn}`,
    );
    const order = items.find(({ opportunityId }) => opportunityId !== null)!;
    await page.goto(`/selling/orders/${order.id}`);
    await page.getByRole('tab', { name: /退货/ }).click();
    await page.getByRole('button', { name: /新建退货/ }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('退货日期').fill(order.orderedOn);
    await drawer.getByLabel('金额').fill('1000');
    await drawer.getByLabel('币种').fill('CNY');
    await drawer.getByLabel('原因').fill('规格不符');
    await screenshot(page, 'pay-year-return');
    await drawer.getByRole('button', { name: '创建' }).click();
    await drawer.waitFor({ state: 'detached' });

    await visit.server.signIn(page, 'finance');
    await page.goto('/incentives/periods');
    await page.getByRole('button', { name: '开启下一周期' }).click();
    await page.waitForURL(/incentives\/periods\/[0-9a-f-]{36}/);
    await page.getByRole('button', { name: '计算', exact: true }).click();
    await page.getByRole('status').filter({ hasText: '张对账单有变动' }).waitFor();
    await page.getByRole('tab', { name: '对账单' }).click();
    const own = page.getByRole('row').filter({ hasText: seller.name }).filter({ hasText: '年度配额与加速器' });
    await own
      .filter({ hasText: /-¥[1-9]/ })
      .getByRole('link', { name: seller.name })
      .click();
    await page.waitForURL(/incentives\/statements\//);
    await page
      .getByText(new RegExp(`自 ${period.label}|${period.label}`))
      .first()
      .waitFor();
    await screenshot(page, 'pay-year-adjustment');
    const serious = (await accessibilityProblems(page)).filter(
      ({ impact }) => impact === 'serious' || impact === 'critical',
    );
    expect(serious).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
