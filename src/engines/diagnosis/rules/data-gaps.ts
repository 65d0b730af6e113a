import { type LocalText, text } from '#kernel/local-text.ts';
import { count, input, percent } from '../finding-step.ts';
import { type Finding, inLanguages, percentText } from '../finding.ts';
import type { DiagnosisFrame, DiagnosisRule } from '../rule.ts';

interface Gap {
  readonly subject: string;
  readonly kind: string;
  readonly filter: readonly string[];
  readonly count: number;
  readonly of: number;
  /** A share below this is ordinary. */
  readonly tolerated: number;
  readonly what: LocalText;
  readonly action: LocalText;
}

const shareWord = { en: 'Share of records', 'zh-Hans': '记录占比', 'zh-Hant': '記錄占比' } as const;

/** Owners missing, duplicates, gaps and contradictions in the records that everything else is computed from. */
export const dataGaps: DiagnosisRule = {
  name: 'dataGaps',
  lens: 'data',
  missing: ({ input }) =>
    input.accounts.length + input.deals.length > 0
      ? undefined
      : text('customers or opportunities', '客户或商机', '客戶或商機'),
  run: (frame) =>
    gapsOf(frame)
      .filter((gap) => gap.of > 0 && gap.count >= 3 && gap.count / gap.of > gap.tolerated)
      .map(findingOf),
};

function gapsOf({ input }: DiagnosisFrame): Gap[] {
  const { accounts, deals } = input;
  const owner = text(
    'Name an owner for each, by territory',
    '按区域为每条记录指定负责人',
    '按區域為每筆記錄指定負責人',
  );
  const won = deals.filter((deal) => deal.status === 'won');
  return [
    {
      subject: 'account-owner',
      kind: 'account',
      filter: ['ownerId:empty'],
      count: accounts.filter((account) => account.owner === null).length,
      of: accounts.length,
      tolerated: 0.02,
      what: text('customers without an owner', '客户没有负责人', '客戶沒有負責人'),
      action: owner,
    },
    {
      subject: 'account-industry',
      kind: 'account',
      filter: ['industry:empty'],
      count: accounts.filter((account) => account.industry === null).length,
      of: accounts.length,
      tolerated: 0.03,
      what: text('customers without an industry', '客户没有行业', '客戶沒有產業'),
      action: text('Fill in the industry, largest customers first', '从大客户开始补全行业', '從大客戶開始補齊產業'),
    },
    {
      subject: 'account-duplicates',
      kind: 'account',
      filter: [],
      count: duplicates(accounts.map((account) => account.name)),
      of: accounts.length,
      tolerated: 0.005,
      what: text('customers that seem to stand twice', '疑似重复的客户', '疑似重複的客戶'),
      action: text('Compare and merge them', '核对并合并', '核對並合併'),
    },
    {
      subject: 'deal-account',
      kind: 'opportunity',
      filter: ['accountId:empty'],
      count: deals.filter((deal) => deal.account === null).length,
      of: deals.length,
      tolerated: 0.02,
      what: text('opportunities without a customer', '商机没有客户', '商機沒有客戶'),
      action: text('Link each to its customer', '关联到所属客户', '關聯到所屬客戶'),
    },
    {
      subject: 'deal-owner',
      kind: 'opportunity',
      filter: ['ownerId:empty'],
      count: deals.filter((deal) => deal.owner === null).length,
      of: deals.length,
      tolerated: 0.01,
      what: text('opportunities without an owner', '商机没有负责人', '商機沒有負責人'),
      action: owner,
    },
    {
      subject: 'deal-created',
      kind: 'opportunity',
      filter: ['createdOn:empty'],
      count: deals.filter((deal) => deal.createdDay === null).length,
      of: deals.length,
      tolerated: 0.02,
      what: text('opportunities without a creation day', '商机没有创建日期', '商機沒有建立日期'),
      action: text('Record when work on a deal begins', '记录开始跟进的日期', '記錄開始跟進的日期'),
    },
    {
      subject: 'open-amount',
      kind: 'opportunity',
      filter: ['status:eq:open', 'amount:empty'],
      count: deals.filter((deal) => deal.status === 'open' && deal.amount === null).length,
      of: deals.filter((deal) => deal.status === 'open').length,
      tolerated: 0.1,
      what: text('open opportunities without an amount', '进行中商机没有金额', '進行中商機沒有金額'),
      action: text(
        'Estimate an amount, or the pipeline cannot be weighed',
        '补上预估金额，否则无法衡量管道',
        '補上預估金額，否則無法衡量管道',
      ),
    },
    {
      subject: 'won-amount',
      kind: 'opportunity',
      filter: ['status:eq:won', 'amount:empty'],
      count: won.filter((deal) => deal.amount === null).length,
      of: won.length,
      tolerated: 0,
      what: text('won opportunities without an amount', '赢单没有金额', '贏單沒有金額'),
      action: text('Enter what was sold', '补录成交金额', '補錄成交金額'),
    },
    {
      subject: 'closed-before-created',
      kind: 'opportunity',
      filter: ['status:in:won,lost'],
      count: deals.filter(
        (deal) => deal.closedDay !== null && deal.createdDay !== null && deal.closedDay < deal.createdDay,
      ).length,
      of: deals.length,
      tolerated: 0,
      what: text(
        'opportunities that closed before they were created',
        '关闭日早于创建日的商机',
        '關閉日早於建立日的商機',
      ),
      action: text('Correct the dates', '更正日期', '更正日期'),
    },
  ];
}

/** How many names stand more than once when case, spaces, marks and company forms are ignored. */
function duplicates(names: readonly string[]): number {
  const seen = new Map<string, number>();
  for (const name of names) {
    const key = squash(name);
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  return [...seen.values()].reduce((sum, count) => sum + (count > 1 ? count - 1 : 0), 0);
}

function squash(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(
      /股份有限公司|有限责任公司|有限責任公司|有限公司|公司|集团|集團|co\.?,? ?ltd\.?|inc\.?|corp(oration)?\.?|gmbh|llc/g,
      '',
    )
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function findingOf(gap: Gap): Finding {
  const share = gap.count / gap.of;
  return {
    rule: 'dataGaps',
    lens: 'data',
    subject: gap.subject,
    severity: share > 0.1 ? 'medium' : 'low',
    title: text(
      `${gap.count} ${gap.what.en} (${percentText(share, 1)})`,
      `${gap.count} 条${gap.what['zh-Hans']}（${percentText(share, 1)}）`,
      `${gap.count} 筆${gap.what['zh-Hant']}（${percentText(share, 1)}）`,
    ),
    money: null,
    confidence: 1,
    evidence: {
      charts: inLanguages((language) => ({
        kind: 'bar',
        title: shareWord[language],
        categories: [gap.what[language]],
        series: [{ name: shareWord[language], values: [share] }],
        value: { unit: 'percent' },
        horizontal: true,
      })),
      rows: gap.filter.length === 0 ? null : { kind: gap.kind, filter: gap.filter },
    },
    trace: [
      {
        step: text('records counted', '统计记录数', '統計記錄數'),
        inputs: [
          input(['of', '总数', '總數'], count(gap.of)),
          input(['tolerated share', '可容忍占比', '可容忍占比'], percent(gap.tolerated)),
        ],
        output: count(gap.count),
      },
    ],
    causes: [
      text('The field is not asked for when the record is made', '创建记录时没有要求填写', '建立記錄時沒有要求填寫'),
    ],
    action: gap.action,
  };
}
