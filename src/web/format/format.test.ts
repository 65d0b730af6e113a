import { describe, expect, it } from 'vitest';
import { formatDate, formatDuration, formatInstant, relativeDate, relativeInstant, todayIn } from './date.ts';
import { formatMoney } from './money.ts';
import { formatNumber, formatPercent } from './number.ts';

describe('numbers in the reader’s notation', () => {
  it('shortens by 万 and 亿 for 中文 and by thousands for English', () => {
    expect(formatNumber(123_456, 'zh-Hans', { short: true })).toBe('12.3万');
    expect(formatNumber(1_234_000_000, 'zh-Hant', { short: true })).toBe('12.3億');
    expect(formatNumber(1_234_567, 'en', { short: true })).toBe('1.2M');
    expect(formatNumber(9_999, 'zh-Hans', { short: true })).toBe('9,999');
  });

  it('shows nothing as a dash, never NaN', () => {
    expect([formatNumber(Number.NaN, 'en'), formatPercent(null, 'en'), formatMoney(null, 'CNY', 'en')]).toEqual([
      '–',
      '–',
      '–',
    ]);
  });

  it('writes shares and signs', () => {
    expect(formatPercent(0.6315, 'en')).toBe('63.2%');
    expect(formatPercent(0.05, 'en', { signed: true })).toBe('+5%');
    expect(formatNumber(-0.5, 'en', { signed: true })).toBe('-0.5');
  });
});

describe('money', () => {
  it('keeps every digit of an amount that no floating-point number can hold', () => {
    expect(formatMoney('90071992547409931.07', 'CNY', 'zh-Hans')).toBe('¥90,071,992,547,409,931.07');
  });

  it('knows currencies without and with three decimals', () => {
    expect(formatMoney('1234', 'JPY', 'en').replaceAll('\u00A0', ' ')).toBe('JPY 1,234');
    expect(formatMoney('1234.00', 'CNY', 'en', { whole: true })).toBe('¥1,234');
    expect(formatMoney('1.5', 'KWD', 'en')).toContain('1.500');
  });

  it('shortens in the reader’s notation', () => {
    expect(formatMoney('12345678.90', 'CNY', 'zh-Hans', { short: true })).toBe('¥1234.6万');
    expect(formatMoney('-250000.00', 'USD', 'en', { short: true })).toBe('-$250K');
    expect(formatMoney('980.49', 'USD', 'en', { short: true })).toBe('$980');
    expect(formatMoney('1000.00', 'CNY', 'zh-Hans', { bare: true })).toBe('1,000.00');
  });
});

describe('dates', () => {
  it('never shifts a calendar day', () => {
    expect(formatDate('2026-01-01', 'zh-Hans', 'long')).toContain('2026年1月1日');
    expect(formatDate('2026-11-23', 'en', 'short', '2026-02-01')).toBe('Nov 23');
    expect(formatDate('2025-11-23', 'en', 'short', '2026-02-01')).toBe('Nov 23, 2025');
    expect(formatDate('2025-11-23', 'zh-Hans', 'short', '2026-02-01')).toBe('2025-11-23');
    expect(formatDate('2026-11-23', 'zh-Hant', 'short', '2026-02-01')).toBe('11-23');
  });

  it('says how far away a day is', () => {
    expect(relativeDate('2026-11-22', '2026-11-23', 'zh-Hans')).toBe('昨天');
    expect(relativeDate('2026-11-26', '2026-11-23', 'en')).toBe('in 3 days');
    expect(relativeDate('2026-08-20', '2026-11-23', 'en')).toBe('3 months ago');
  });

  it('writes instants in the company’s zone', () => {
    expect(formatInstant('2026-11-23T16:30:00Z', 'en', 'Asia/Shanghai')).toBe('Nov 24, 00:30');
    expect(relativeInstant('2026-11-23T16:30:00Z', Date.parse('2026-11-23T18:31:00Z'), 'en')).toBe('2 hours ago');
    const lateInParis = Date.parse('2026-11-23T16:30:00Z');
    expect(todayIn('Asia/Shanghai', lateInParis)).toBe('2026-11-24');
    expect(todayIn('Europe/Paris', lateInParis)).toBe('2026-11-23');
    expect(todayIn('Europe/Paris', lateInParis + 6 * 3_600_000)).toBe('2026-11-23');
    expect(todayIn('Europe/Paris', lateInParis + 7 * 3_600_000)).toBe('2026-11-24');
    expect(formatDuration(7500, 'en')).toBe('2 hr 5 min');
  });
});
