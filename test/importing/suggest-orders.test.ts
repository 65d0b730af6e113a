import { describe, expect, it } from 'vitest';
import { type Suggestion, suggestMapping } from '#platform/importing/suggest-mapping.ts';
import '../../src/entrypoints/records.ts';

const suggest = (header: readonly string[], row: readonly string[]): Suggestion | undefined =>
  suggestMapping('table.csv', header, [row], { customFields: {} });
const kindsOf = (found: Suggestion | undefined): readonly string[] =>
  found?.mapping.records.map(({ kind }) => kind) ?? [];
const fieldsOf = (found: Suggestion | undefined, kind: string) =>
  found?.mapping.records.find((record) => record.kind === kind);

describe('a table of order lines', () => {
  it('becomes customers, products, orders and their lines, by their identifiers where it has them', () => {
    const header = [
      'Row ID',
      'Order ID',
      'Order Date',
      'Ship Date',
      'Customer ID',
      'Customer Name',
      'Segment',
      'City',
      'State',
    ];
    const more = [
      'Region',
      'Product ID',
      'Category',
      'Sub-Category',
      'Product Name',
      'Sales',
      'Quantity',
      'Discount',
      'Profit',
      'Ship Mode',
    ];
    const row = ['1', 'CA-1', '11/8/2016', '11/11/2016', 'CG-1', 'Claire', 'Consumer', 'Henderson', 'Kentucky'];
    const values = ['South', 'FUR-1', 'Furniture', 'Bookcases', 'Bush', '261.96', '2', '0', '41.91', 'Second Class'];
    const found = suggest([...header, ...more], [...row, ...values]);
    expect(kindsOf(found)).toEqual(['account', 'product', 'order', 'orderLine']);
    expect(found?.unused).toEqual(['Ship Mode']);
    expect(fieldsOf(found, 'account')).toMatchObject({ match: 'externalId', fields: { name: 'Customer Name' } });
    expect(fieldsOf(found, 'order')?.fields).toMatchObject({ number: 'Order ID', accountId: 'Customer ID' });
    expect(fieldsOf(found, 'orderLine')?.fields).toMatchObject({
      externalId: 'Row ID',
      productId: 'Product ID',
      cost: { minus: ['Sales', 'Profit'] },
    });
  });

  it('is known in 繁體中文 too, by names where there are no identifiers', () => {
    const header = ['訂單編號', '訂單日期', '客戶名稱', '品名', '數量', '單價', '銷售額', '幣別'];
    const found = suggest(header, ['SO-1', '2026-01-05', '台灣精密', '泵浦', '2', '100', '200', 'TWD']);
    expect(kindsOf(found)).toEqual(['account', 'product', 'order', 'orderLine']);
    expect(fieldsOf(found, 'account')).toMatchObject({ match: 'name', fields: { name: '客戶名稱' } });
    expect(fieldsOf(found, 'order')?.fields).toMatchObject({ currency: '幣別' });
    expect(fieldsOf(found, 'orderLine')?.match).toBeUndefined();
    expect(found?.unused).toEqual([]);
  });

  it('is not seen where the columns hold something else, or are those of deals', () => {
    const header = ['Order ID', 'Order Date', 'Customer Name', 'Product Name', 'Sales', 'Quantity'];
    expect(kindsOf(suggest(header, ['1', '2026-01-05', 'Acme', 'Pump', 'much', 'some']))).not.toContain('account');
    const deal = ['opportunity_id', 'sales_agent', 'product', 'account', 'deal_stage', 'close_date', 'close_value'];
    expect(kindsOf(suggest(deal, ['A', 'Ann', 'Pump', 'Acme', 'Won', '2026-01-05', '100']))).toEqual(['opportunity']);
  });

  it('knows regions with their managers', () => {
    const found = suggest(['地区', '地区经理'], ['东北', '楚杰']);
    expect(kindsOf(found)).toEqual(['unit', 'person', 'position', 'assignment']);
  });
});
