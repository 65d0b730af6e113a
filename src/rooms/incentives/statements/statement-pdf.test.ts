import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { text } from '#kernel/local-text.ts';
import type { StatementView } from './contract.ts';
import { linesOf, widthOf } from './pdf/text-runs.ts';
import { statementPdf } from './statement-pdf.ts';

const name = text('Commission', '提成', '提成');

function statementOf(lines: number): StatementView {
  return {
    id: 's1',
    person: { id: 'p1', name: '林晓岚 (Lin & Co)' },
    planId: 'plan',
    planName: text('North <b>', '北区方案', '北區方案'),
    period: { id: 'p', label: '2026-10', fromOn: '2026-10-01', throughOn: '2026-10-31', state: 'closed' },
    revision: 2,
    currency: 'CNY',
    total: '1234567.80',
    adjustments: '0.00',
    acknowledgedAt: null,
    disputes: 0,
    drawDebt: null,
    byComponent: [{ component: 'commission', name, amount: '1234567.80', toDate: '2000000.00' }],
    toDate: { total: '2000000.00', periods: 2 },
    lines: Array.from({ length: lines }, (_, index) => ({
      index,
      component: 'commission',
      componentName: name,
      kind: 'earning' as const,
      clause: '/components/0',
      clauseText: text('5 % of every invoice', '按开票金额的 5% 计提', '按開票金額的 5% 計提'),
      deal: { key: `d${index}`, kind: 'opportunity', id: null, label: `华东区水泵更新改造二期项目 ${index}` },
      from: null,
      date: '2026-10-05',
      base: '100',
      rate: '0.05',
      factor: null,
      amount: '5.00',
      arithmetic: text('100 × 5 % = 5', '100 × 5% = 5', '100 × 5% = 5'),
      replays: true,
      note: null,
      because: text('owner', 'owner', 'owner'),
    })),
    quotas: [{ measure: 'amount', quota: '1000000', credited: '1234567.80', attainment: 1.2345678 }],
    changes: [],
    before: null,
    calculatedAt: '2026-11-01T08:00:00.000Z',
    hash: 'a'.repeat(64),
    inputHash: 'b'.repeat(64),
    engineVersion: '1',
    planVersionId: 'v',
    may: { acknowledge: false, dispute: false },
  };
}

interface Shown {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

/** What each page shows, read back from the file. */
function pagesOf(pdf: Buffer): Shown[][] {
  const raw = pdf.toString('latin1');
  return [...raw.matchAll(/\/FlateDecode >>\nstream\n/g)].map(({ index, 0: head }) => {
    const from = index + head.length;
    const content = inflateSync(pdf.subarray(from, raw.indexOf('\nendstream', from))).toString('latin1');
    return [...content.matchAll(/BT .*? ([\d.]+) ([\d.]+) Td (.*?) ET/g)].map(([, x, y, runs]) => ({
      x: Number(x),
      y: Number(y),
      text: [...runs.matchAll(/\/(\w) [\d.]+ Tf .*?<([0-9a-f]*)>/g)]
        .map(([, font, hex]) => {
          const bytes = Buffer.from(hex, 'hex');
          return font === 'C' ? bytes.swap16().toString('utf16le') : new TextDecoder('windows-1252').decode(bytes);
        })
        .join(''),
    }));
  });
}

describe('a statement as PDF', () => {
  it('says the amounts, the deals and the arithmetic in the language asked for', () => {
    const [first] = pagesOf(statementPdf(statementOf(2), '衡舟', 'zh-Hans'));
    const texts = first.map((one) => one.text);
    expect(texts).toContain('薪酬激励对账单');
    expect(texts).toContain('合计 1,234,567.80 CNY');
    expect(texts).toContain('人员: 林晓岚 (Lin & Co)');
    expect(texts).toContain('100 × 5% = 5');
    expect(texts.join('')).toContain('华东区水泵更新改造二期项目 1');
    const english = pagesOf(statementPdf(statementOf(2), 'Hengzhou', 'en'))[0].map((one) => one.text);
    expect(english).toContain('Total 1,234,567.80 CNY');
    expect(english).toContain('Plan: North <b>');
  });

  it('takes as many pages as it needs, each with its heading, its number and everything on the paper', () => {
    const pages = pagesOf(statementPdf(statementOf(120), '衡舟', 'en'));
    expect(pages.length).toBeGreaterThan(2);
    for (const [index, shown] of pages.entries()) {
      expect(shown.map((one) => one.text)).toContain(
        `林晓岚 (Lin & Co) · 2026-10 · Page ${index + 1} of ${pages.length}`,
      );
      if (index > 0 && index < pages.length - 1) expect(shown.map((one) => one.text)).toContain('Arithmetic');
      for (const { x, y, text: one } of shown) {
        expect(y).toBeGreaterThan(20);
        expect(y).toBeLessThan(842);
        expect(x + widthOf(one, 8.5, 'regular')).toBeLessThan(580);
      }
    }
    expect(pages.flat().filter(({ text: one }) => one === '5.00')).toHaveLength(120);
  });

  it('has a table of its objects that is right, and the same bytes for the same statement', () => {
    const pdf = statementPdf(statementOf(3), '衡舟', 'zh-Hant');
    const raw = pdf.toString('latin1');
    const start = Number(/startxref\n(\d+)/.exec(raw)?.[1]);
    const offsets = [...raw.slice(start).matchAll(/(\d{10}) 00000 n/g)].map(([, at]) => Number(at));
    expect(offsets.length).toBeGreaterThan(8);
    for (const [index, at] of offsets.entries()) expect(raw.slice(at)).toMatch(new RegExp(`^${index + 1} 0 obj`));
    expect(statementPdf(statementOf(3), '衡舟', 'zh-Hant').equals(pdf)).toBe(true);
  });

  it('breaks lines between Chinese signs and Latin words, and within a word only when it is too long', () => {
    expect(linesOf('按开票金额计，退货冲回', 60, 10, 'regular')).toEqual(['按开票金额', '计，退货冲回']);
    expect(linesOf('one two three', 40, 10, 'regular')).toEqual(['one two', 'three']);
    expect(linesOf('W'.repeat(10), 40, 10, 'regular')).toEqual(['WWWW', 'WWWW', 'WW']);
  });
});
