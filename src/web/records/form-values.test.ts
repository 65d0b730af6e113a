import { describe, expect, it } from 'vitest';
import { choices, field } from '#kernel/fields.ts';
import { collectValues, startValues } from './form-values.ts';

const fields = [
  field('name', 'text', ['Name', '名称', '名稱'], { required: true }),
  field('amount', 'money', ['Amount', '金额', '金額']),
  field('currency', 'text', ['Currency', '币种', '幣別']),
  field('urgent', 'boolean', ['Urgent', '紧急', '緊急']),
  field('status', 'choice', ['Status', '状态', '狀態'], { choices: choices(['open', 'Open', '进行中', '進行中']) }),
];
const common = { fields, baseCurrency: 'CNY' };

describe('what a form sends', () => {
  it('sends of a new record what has a value, presets included', () => {
    expect(
      collectValues({ ...common, typed: { name: '博世', amount: '１，２００' }, begin: { status: 'open' } }),
    ).toEqual({
      values: { name: '博世', amount: '1200', status: 'open' },
      wrong: [],
    });
  });

  it('begins a new record with amounts in the company’s currency, where it has any', () => {
    expect(startValues(fields, 'CNY')).toEqual({ currency: 'CNY' });
    const withoutMoney = fields.filter(({ type }) => type !== 'money');
    expect(startValues(withoutMoney, 'CNY')).toEqual({});
    expect(startValues([fields[1]], 'CNY')).toEqual({});
  });

  it('sends of a record only what differs', () => {
    const record = { name: '博世', amount: '1200.00', currency: 'CNY', urgent: false, status: null };
    expect(collectValues({ ...common, typed: { amount: '1200' }, begin: record, record }).values).toEqual({});
    expect(
      collectValues({ ...common, typed: { amount: '1200.5', name: '博世电动' }, begin: record, record }).values,
    ).toEqual({ amount: '1200.5', name: '博世电动' });
    expect(collectValues({ ...common, typed: { amount: '' }, begin: record, record }).values).toEqual({ amount: null });
  });

  it('names every field that is wrong, in the currency that was typed', () => {
    expect(collectValues({ ...common, typed: { amount: '10.5', currency: 'JPY' }, begin: {} }).wrong).toEqual([
      { field: 'name', problem: 'required' },
      { field: 'amount', problem: 'amount', limit: 0 },
    ]);
  });
});
