import { expect, it } from 'vitest';
import { field } from '#kernel/fields.ts';
import { currencyOf } from './field-text.ts';

it('shows an amount in the currency of its record, and what is in the company’s currency in that', () => {
  const record = { currency: 'USD' };
  expect(currencyOf(field('amount', 'money', ['Amount', '金额', '金額']), record, 'CNY')).toBe('USD');
  expect(currencyOf(field('baseCost', 'money', ['Cost', '成本', '成本'], { inBase: true }), record, 'CNY')).toBe('CNY');
  expect(currencyOf(field('amount', 'money', ['Amount', '金额', '金額']), {}, 'CNY')).toBe('CNY');
});
