import { type Language, type LocalText, text } from '#kernel/local-text.ts';
import type { StatementView } from './contract.ts';
import { type Cell, PageFlow } from './pdf/page-flow.ts';
import { writePdf } from './pdf/write-pdf.ts';

const words = {
  title: text('Pay statement', '薪酬激励对账单', '薪酬激勵對帳單'),
  person: text('Person', '人员', '人員'),
  plan: text('Plan', '方案', '方案'),
  period: text('Period', '周期', '週期'),
  revision: text('Revision', '版次', '版次'),
  component: text('Component', '项目', '項目'),
  amount: text('Amount', '金额', '金額'),
  toDate: text('Year to date', '本年累计', '本年累計'),
  lines: text('Every line', '明细', '明細'),
  deal: text('Deal', '业务', '業務'),
  how: text('Arithmetic', '算式', '算式'),
  why: text('Clause', '条款', '條款'),
  total: text('Total', '合计', '合計'),
  quotas: text('Attainment', '达成率', '達成率'),
  measure: text('Measure', '计量', '計量'),
  quota: text('Quota', '配额', '配額'),
  credited: text('Credited', '已归属', '已歸屬'),
  draw: text('Draw owed after this period', '期末尚待抵扣的预支', '期末尚待抵扣的預支'),
  none: text('Nothing was earned in this period.', '本期没有应得。', '本期沒有應得。'),
  hash: text('Statement', '对账单', '對帳單'),
  input: text('input', '输入', '輸入'),
  engine: text('engine', '引擎', '引擎'),
  page: text('Page', '第', '第'),
  of: text('of', '页，共', '頁，共'),
  pages: text('', '页', '頁'),
} as const satisfies Readonly<Record<string, LocalText>>;

/** A statement as a PDF of A4 pages: what is paid, by component, every line with its arithmetic and clause, and the proof. */
export function statementPdf(statement: StatementView, company: string, language: Language): Buffer {
  const w = (name: keyof typeof words): string => words[name][language];
  const { person, planName, period, currency } = statement;
  const flow = new PageFlow();
  flow.paragraph(company, 9, 'regular', 0.4);
  flow.paragraph(w('title'), 18, 'bold');
  flow.space(6);
  flow.paragraph(`${w('person')}: ${person.name}`);
  flow.paragraph(`${w('plan')}: ${planName[language]}`);
  flow.paragraph(`${w('period')}: ${period.label} (${period.fromOn} – ${period.throughOn})`);
  flow.paragraph(`${w('revision')}: ${statement.revision}`);
  flow.space(8);
  flow.paragraph(`${w('total')} ${amountText(statement.total)} ${currency}`, 14, 'bold');
  if (statement.drawDebt !== null) flow.paragraph(`${w('draw')}: ${amountText(statement.drawDebt)} ${currency}`);
  flow.space(10);
  flow.table(
    [{ width: 0.5 }, { width: 0.25, align: 'right' }, { width: 0.25, align: 'right' }],
    [w('component'), `${w('amount')} (${currency})`, w('toDate')],
    [
      ...statement.byComponent.map(({ name, amount, toDate }): Cell[] => [
        { text: name[language] },
        { text: amountText(amount) },
        { text: amountText(toDate) },
      ]),
      [
        { text: w('total'), weight: 'bold' },
        { text: amountText(statement.total), weight: 'bold' },
        { text: amountText(statement.toDate.total), weight: 'bold' },
      ],
    ],
  );
  addQuotas(flow, statement, w);
  addLines(flow, statement, language, w);
  flow.space(12);
  flow.paragraph(`${w('hash')} ${statement.hash}`, 7, 'regular', 0.4);
  flow.paragraph(`${w('input')} ${statement.inputHash} · ${w('engine')} ${statement.engineVersion}`, 7, 'regular', 0.4);
  const foot = (number: number, of: number): string =>
    `${person.name} · ${period.label} · ${w('page')} ${number} ${w('of')} ${of} ${w('pages')}`.trimEnd();
  return writePdf(flow.pages(foot), {
    title: `${w('title')} · ${person.name} · ${period.label}`,
    author: company,
    language,
    made: statement.calculatedAt,
  });
}

function addQuotas(flow: PageFlow, { quotas }: StatementView, w: (name: keyof typeof words) => string): void {
  if (quotas.length === 0) return;
  flow.space(14);
  flow.paragraph(w('quotas'), 11, 'bold');
  flow.table(
    [
      { width: 0.34 },
      { width: 0.22, align: 'right' },
      { width: 0.22, align: 'right' },
      { width: 0.22, align: 'right' },
    ],
    [w('measure'), w('quota'), w('credited'), w('quotas')],
    quotas.map(({ measure, quota, credited, attainment }) => [
      { text: measure },
      { text: amountText(quota) },
      { text: amountText(credited) },
      { text: attainment === null ? '–' : `${(attainment * 100).toFixed(1)} %` },
    ]),
  );
}

function addLines(
  flow: PageFlow,
  { lines, currency }: StatementView,
  language: Language,
  w: (name: keyof typeof words) => string,
): void {
  flow.space(14);
  flow.paragraph(w('lines'), 11, 'bold');
  if (lines.length === 0) {
    flow.paragraph(w('none'));
    return;
  }
  flow.table(
    [{ width: 0.16 }, { width: 0.22 }, { width: 0.24 }, { width: 0.23 }, { width: 0.15, align: 'right' }],
    [w('component'), w('deal'), w('how'), w('why'), `${w('amount')} (${currency})`],
    lines.map((line) => [
      { text: line.componentName[language] },
      { text: line.deal?.label ?? line.from?.name ?? '–', note: line.date ?? '' },
      { text: line.arithmetic[language], note: line.note?.[language] ?? '' },
      { text: line.clauseText?.[language] ?? line.clause, note: line.because?.[language] ?? '' },
      { text: amountText(line.amount) },
    ]),
  );
}

/** Exact decimal text with its thousands apart. */
function amountText(amount: string): string {
  const [whole, decimals] = amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}
