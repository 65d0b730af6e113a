import { type LocalText, text } from '#kernel/local-text.ts';

interface Feature {
  readonly label: LocalText;
  /** Kind and field that it tells of: who may not see these is not told the reason. */
  readonly tells: readonly (readonly [kind: string, field: string | null])[];
  readonly unit: 'days' | 'count' | 'percent' | 'money' | 'text';
}

const deal = (field: string): readonly [string, string] => ['opportunity', field];

/** What the model looks at, in the reader's words. */
export const winFeatures: Readonly<Record<string, Feature>> = {
  stage: { label: text('Stage', '阶段', '階段'), tells: [deal('stageId')], unit: 'text' },
  daysInStage: {
    label: text('Days in stage', '阶段停留天数', '階段停留天數'),
    tells: [deal('stageEnteredOn')],
    unit: 'days',
  },
  ageDays: { label: text('Age of the deal', '商机存续天数', '商機存續天數'), tells: [deal('createdOn')], unit: 'days' },
  activities: {
    label: text('Contacts so far', '累计联系次数', '累計聯絡次數'),
    tells: [['activity', null]],
    unit: 'count',
  },
  recentActivities: {
    label: text('Contacts in the last 30 days', '近 30 天联系次数', '近 30 天聯絡次數'),
    tells: [['activity', null]],
    unit: 'count',
  },
  daysSinceActivity: {
    label: text('Days since the last contact', '距上次联系天数', '距上次聯絡天數'),
    tells: [deal('lastActivityOn')],
    unit: 'days',
  },
  daysToExpected: {
    label: text('Days to the first expected close', '距最初预计成交天数', '距最初預計成交天數'),
    tells: [deal('firstExpectedCloseOn')],
    unit: 'days',
  },
  amount: { label: text('Amount', '金额', '金額'), tells: [deal('amount')], unit: 'money' },
  ownerWinRate: {
    label: text("Owner's win rate before", '负责人以往赢单率', '負責人以往贏單率'),
    tells: [deal('ownerId'), ['person', null]],
    unit: 'percent',
  },
  accountWins: {
    label: text('Deals won with the customer', '该客户以往赢单数', '該客戶以往贏單數'),
    tells: [deal('accountId'), ['account', null]],
    unit: 'count',
  },
  family: {
    label: text('Product family', '产品系列', '產品系列'),
    tells: [deal('productId'), ['product', 'family']],
    unit: 'text',
  },
  competitor: { label: text('Competitor', '竞争对手', '競爭對手'), tells: [deal('competitorId')], unit: 'text' },
  source: { label: text('Source', '来源', '來源'), tells: [deal('source')], unit: 'text' },
  channel: { label: text('Channel', '渠道', '通路'), tells: [deal('channel')], unit: 'text' },
  segment: { label: text('Customer segment', '客户细分', '客戶區隔'), tells: [['account', 'segment']], unit: 'text' },
  industry: { label: text('Industry', '行业', '產業'), tells: [['account', 'industry']], unit: 'text' },
  region: { label: text('Region', '地区', '地區'), tells: [['account', 'region']], unit: 'text' },
};

export const otherReasons: LocalText = text('Everything else', '其他因素', '其他因素');
