import type { Language, LocalText } from '#kernel/local-text.ts';
import { text } from '#kernel/local-text.ts';
import type { StatementView } from './contract.ts';

const words = {
  title: text('Pay statement', '薪酬激励对账单', '薪酬激勵對帳單'),
  person: text('Person', '人员', '人員'),
  plan: text('Plan', '方案', '方案'),
  period: text('Period', '期间', '期間'),
  component: text('Component', '组成部分', '組成部分'),
  amount: text('Amount', '金额', '金額'),
  toDate: text('Year to date', '本年累计', '本年累計'),
  line: text('Line', '明细', '明細'),
  deal: text('Deal', '业务', '業務'),
  how: text('How', '计算', '計算'),
  why: text('Why', '依据', '依據'),
  total: text('Total', '合计', '合計'),
  draw: text('Draw owed after this period', '期末预支欠款', '期末預支欠款'),
  hash: text('Checksum', '校验值', '校驗值'),
} as const satisfies Readonly<Record<string, LocalText>>;

const style = `body{font:13px/1.6 "PingFang SC","Noto Sans SC","Microsoft YaHei",system-ui,sans-serif;max-width:960px;margin:32px auto;padding:0 16px;color:#1a1d21}
h1{font-size:20px;margin:0 0 8px}h2{font-size:15px;margin:24px 0 6px}table{border-collapse:collapse;width:100%}th,td{padding:4px 8px 4px 0;text-align:left;vertical-align:top;border-bottom:1px solid #e3e5e8}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.m{color:#5c636b}tfoot td{font-weight:600}tr{break-inside:avoid}@media print{body{margin:0;max-width:none}}`;

/** A self-contained page to print or save as PDF; every text is escaped. */
export function statementPage(statement: StatementView, company: string, language: Language): string {
  const w = (name: keyof typeof words): string => words[name][language];
  const { person, planName, period, currency, total, lines, byComponent, drawDebt, hash } = statement;
  const rows = lines.map(
    (
      line,
    ) => `<tr><td>${escape(line.componentName[language])}</td><td>${escape(line.deal?.label ?? '')}${line.date === null ? '' : `<br><span class="m">${line.date}</span>`}</td>
<td>${escape(line.arithmetic[language])}${line.note === null ? '' : `<br><span class="m">${escape(line.note)}</span>`}</td>
<td class="m">${escape(line.clauseText?.[language] ?? '')}${line.because === null ? '' : `<br>${escape(line.because)}`}</td><td class="n">${line.amount}</td></tr>`,
  );
  const components = byComponent.map(
    ({ name, amount, toDate }) =>
      `<tr><td>${escape(name[language])}</td><td class="n">${amount}</td><td class="n">${toDate}</td></tr>`,
  );
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${w('title')} · ${escape(person.name)} · ${escape(period.label)}</title><style>${style}</style></head>
<body><h1>${w('title')}</h1><p>${escape(company)}<br>${w('person')}: ${escape(person.name)}<br>${w('plan')}: ${escape(planName[language])}<br>${w('period')}: ${escape(period.label)} (${period.fromOn} – ${period.throughOn})</p>
<table><thead><tr><th>${w('component')}</th><th class="n">${w('amount')} (${currency})</th><th class="n">${w('toDate')}</th></tr></thead><tbody>${components.join('\n')}</tbody>
<tfoot><tr><td>${w('total')}</td><td class="n">${total}</td><td class="n">${statement.toDate.total}</td></tr></tfoot></table>
${drawDebt === null ? '' : `<p>${w('draw')}: ${drawDebt} ${currency}</p>`}
<h2>${w('line')}</h2><table><thead><tr><th>${w('component')}</th><th>${w('deal')}</th><th>${w('how')}</th><th>${w('why')}</th><th class="n">${w('amount')}</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>
<p class="m">${w('hash')}: ${hash}</p></body></html>
`;
}

function escape(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
