import { type LocalText, text } from '#kernel/local-text.ts';

export interface FieldChoice {
  readonly value: string;
  readonly label: LocalText;
}

/** How a part of the plan language is edited. */
export type FieldType =
  | 'value'
  | 'label'
  | 'words'
  | 'day'
  | 'check'
  | 'choice'
  | 'list'
  | 'filter'
  | 'rate'
  | 'tiers'
  | 'curve'
  | 'limit'
  | 'rows'
  | 'multipliers';

/** One key of the plan language as a field. */
export interface FieldSpec {
  readonly key: string;
  readonly type: FieldType;
  readonly label: LocalText;
  readonly hint?: LocalText;
  readonly choices?: readonly FieldChoice[];
  readonly rows?: readonly ColumnSpec[];
  /** What a new entry of `rows` begins with. */
  readonly blank?: Readonly<Record<string, string>>;
  /** Of `choice`: how the absent value reads, and the word that says the same. */
  readonly otherwise?: LocalText;
  readonly otherwiseIs?: string;
  /** Only shown when this part of the plan is there. */
  readonly needs?: string;
  /** Of `choice`: without a value, the whole part of the plan goes (no draw: no amount of it either). */
  readonly wholeParent?: boolean;
}

/** One column of an editable grid. */
export interface ColumnSpec {
  readonly key: string;
  readonly label: LocalText;
  readonly type?: 'value' | 'label';
}

const choice = (value: string, en: string, hans: string, hant: string): FieldChoice => ({
  value,
  label: text(en, hans, hant),
});

export const overChoices: readonly FieldChoice[] = [
  choice('week', 'week', '周', '週'),
  choice('month', 'month', '月', '月'),
  choice('quarter', 'quarter', '季度', '季度'),
  choice('half-year', 'half-year', '半年', '半年'),
  choice('year', 'year', '年度', '年度'),
  choice('plan', 'life of the plan', '整个方案期', '整個方案期'),
];
const payPeriod = text('pay period', '结算周期', '結算週期');
const proRate: FieldSpec = {
  key: 'proRate',
  type: 'choice',
  label: text('Joiners, leavers, leave', '入离职与休假', '入離職與休假'),
  otherwise: text('as usual for its kind', '按类型默认', '按類型預設'),
  choices: [
    choice('days', 'pro rata by days', '按天折算', '按天折算'),
    choice('none', 'the whole amount', '不折算', '不折算'),
  ],
};
const settle: FieldSpec = {
  key: 'settle',
  type: 'choice',
  label: text('Paid', '支付', '支付'),
  otherwise: text('at the end of its span', '区间结束时', '區間結束時'),
  otherwiseIs: 'span-end',
  choices: [choice('each-period', 'in each period as far as reached', '按进度逐期', '按進度逐期')],
};
const deduct: FieldSpec = {
  key: 'deduct',
  type: 'check',
  label: text('Taken off the pay', '从薪酬中扣除', '從薪酬中扣除'),
};

const value = (key: string, en: string, hans: string, hant: string, hint?: LocalText): FieldSpec => ({
  key,
  type: 'value',
  label: text(en, hans, hant),
  ...(hint === undefined ? {} : { hint }),
});

const rateHint = text('5%, 0.05, or an expression', '如 5%、0.05 或表达式', '如 5%、0.05 或運算式');
const where: FieldSpec = {
  key: 'where',
  type: 'filter',
  label: text('Only deals with', '只计符合条件的业务', '只計符合條件的業務'),
};
const measure = value(
  'measure',
  'Measure',
  '计量',
  '計量',
  text(
    'a measure of this plan, or an expression over a deal',
    '本方案的计量项，或业务字段的表达式',
    '本方案的計量項，或業務欄位的運算式',
  ),
);
const base = value(
  'base',
  'What the rate multiplies',
  '计提基数',
  '計提基數',
  text('when it is not the measure', '与计量不同时填写', '與計量不同時填寫'),
);
const rate: FieldSpec = { key: 'rate', type: 'rate', label: text('Rate', '比例', '比例'), hint: rateHint };
const tiers: FieldSpec = { key: 'tiers', type: 'tiers', label: text('Rate table', '分档表', '分級表') };

export type ComponentKind = 'commission' | 'bonus' | 'spif' | 'override' | 'mbo' | 'fixed' | 'pool';

export const componentKinds: Readonly<Record<ComponentKind, LocalText>> = {
  commission: text('Commission', '提成', '提成'),
  bonus: text('Bonus', '奖金', '獎金'),
  spif: text('SPIF', '专项奖励', '專項獎勵'),
  override: text('Override', '管理提成', '管理提成'),
  mbo: text('Objectives (MBO)', '目标奖金', '目標獎金'),
  fixed: text('Fixed pay', '固定薪酬', '固定薪酬'),
  pool: text('Team pool', '团队奖金池', '團隊獎金池'),
};

/** What decides the amount, by kind of component. */
export const payingFields: Readonly<Record<ComponentKind, readonly FieldSpec[]>> = {
  commission: [measure, base, rate, tiers, where, deduct],
  bonus: [
    measure,
    value('amount', 'Amount', '金额', '金額'),
    value('target', 'Pay at 100 % payout', '100% 支付额', '100% 支付額'),
    tiers,
    { key: 'curve', type: 'curve', label: text('Payout curve', '支付曲线', '支付曲線') },
    where,
    proRate,
    settle,
  ],
  spif: [
    value('amount', 'For each deal', '每单金额', '每單金額'),
    rate,
    value('first', 'Only the first', '仅前几单', '僅前幾單'),
    measure,
    base,
    where,
  ],
  override: [
    value(
      'level',
      'Levels below',
      '下属层级',
      '下屬層級',
      text('1, 2 …, or all', '1、2……或 all（全部）', '1、2……或 all（全部）'),
    ),
    {
      key: 'on',
      type: 'choice',
      label: text('A share of', '分享', '分享'),
      otherwise: text('what they sell', '下属的业绩', '下屬的業績'),
      otherwiseIs: 'credits',
      choices: [choice('earnings', 'what they earn', '下属的所得', '下屬的所得')],
    },
    { key: 'components', type: 'list', label: text('Of which of their components', '其中的项目', '其中的項目') },
    measure,
    rate,
    tiers,
    { key: 'reports', type: 'filter', label: text('Only reports with', '只计符合条件的下属', '只計符合條件的下屬') },
    where,
  ],
  mbo: [
    value('target', 'Pay when all are met', '全部达成的金额', '全部達成的金額'),
    {
      key: 'objectives',
      type: 'rows',
      label: text('Objectives', '目标', '目標'),
      blank: { id: 'objective', weight: '100%', score: 'payee.score' },
      rows: [
        { key: 'id', label: text('Id', '标识', '識別') },
        { key: 'name', label: text('Name', '名称', '名稱'), type: 'label' },
        { key: 'weight', label: text('Weight', '权重', '權重') },
        { key: 'score', label: text('Score', '得分', '得分') },
        { key: 'threshold', label: text('Nothing below', '低于不计', '低於不計') },
        { key: 'most', label: text('At most', '上限', '上限') },
      ],
    },
    proRate,
    settle,
  ],
  fixed: [value('amount', 'Amount in each pay period', '每结算周期金额', '每結算週期金額'), proRate, deduct],
  pool: [
    measure,
    value('amount', 'Fixed pool', '固定奖金池', '固定獎金池'),
    value('rate', 'Rate', '比例', '比例', rateHint),
    tiers,
    value('team', 'Column that names the team', '团队字段', '團隊欄位'),
    value(
      'divide',
      'Divided',
      '分配方式',
      '分配方式',
      text('equal, credits, or a weight', 'equal 均分、credits 按业绩，或权重', 'equal 均分、credits 按業績，或權重'),
    ),
    where,
    settle,
  ],
};

/** What every component may say of whom, when and within which limits. */
export const commonFields: readonly FieldSpec[] = [
  { key: 'for', type: 'filter', label: text('Only people with', '只适用于', '只適用於') },
  {
    key: 'over',
    type: 'choice',
    label: text('Adds up over', '累计区间', '累計區間'),
    otherwise: payPeriod,
    otherwiseIs: 'period',
    choices: overChoices,
  },
  { key: 'effective.from', type: 'day', label: text('From', '生效', '生效') },
  { key: 'effective.through', type: 'day', label: text('Until', '截至', '截至') },
  { key: 'cap', type: 'limit', label: text('Cap', '封顶', '封頂') },
  { key: 'floor', type: 'limit', label: text('Floor', '保底', '保底') },
  {
    key: 'requires',
    type: 'rows',
    label: text('Pays only if', '支付门槛', '支付門檻'),
    blank: { value: 'attainment', atLeast: '100%' },
    rows: [
      { key: 'value', label: text('Value', '指标', '指標') },
      { key: 'atLeast', label: text('at least', '不低于', '不低於') },
      { key: 'above', label: text('above', '高于', '高於') },
      { key: 'atMost', label: text('at most', '不高于', '不高於') },
      { key: 'below', label: text('below', '低于', '低於') },
    ],
  },
  { key: 'multipliers', type: 'multipliers', label: text('Multipliers', '乘数', '乘數') },
  { key: 'text', type: 'words', label: text('Wording of the clause', '条款原文', '條款原文') },
];

/** The plan as a whole. */
export const planFields: readonly FieldSpec[] = [
  { key: 'name', type: 'label', label: text('Name', '名称', '名稱') },
  { key: 'description', type: 'label', label: text('Description', '说明', '說明') },
  value('currency', 'Currency', '币种', '幣別', text('CNY, USD …', 'CNY、USD……', 'CNY、USD……')),
  {
    key: 'period',
    type: 'choice',
    label: text('Paid each', '结算周期', '結算週期'),
    choices: overChoices.filter(({ value: one }) => one !== 'plan'),
  },
  { key: 'effective.from', type: 'day', label: text('In force from', '生效', '生效') },
  { key: 'effective.through', type: 'day', label: text('In force until', '截至', '截至') },
  { key: 'eligible', type: 'filter', label: text('Who can be on it', '适用资格', '適用資格') },
];

/** Terms of the plan as a whole: limits, draw, returns, rounding. */
export const termFields: readonly FieldSpec[] = [
  { key: 'cap', type: 'limit', label: text('Cap on all pay', '总封顶', '總封頂') },
  { key: 'floor', type: 'limit', label: text('Floor under all pay', '总保底', '總保底') },
  {
    key: 'draw.kind',
    type: 'choice',
    wholeParent: true,
    label: text('Draw', '预支', '預支'),
    otherwise: text('none', '无', '無'),
    choices: [
      choice('recoverable', 'recoverable', '可追回', '可追回'),
      choice('forgivable', 'forgivable', '不追回', '不追回'),
    ],
  },
  { ...value('draw.amount', 'Draw amount', '预支金额', '預支金額'), needs: 'draw' },
  { ...value('draw.months', 'First months of employment', '入职后几个月内', '入職後幾個月內'), needs: 'draw' },
  { ...value('draw.recover', 'Share that repays', '归还比例', '歸還比例'), needs: 'draw' },
  { key: 'draw.for', type: 'filter', needs: 'draw', label: text('Draw for people with', '预支适用于', '預支適用於') },
  {
    key: 'returns.method',
    type: 'choice',
    label: text('Returns', '退货', '退貨'),
    otherwise: text('reversed as they were paid', '按原支付冲回', '按原支付沖回'),
    otherwiseIs: 'mirror',
    choices: [choice('recalculate', 'as if never sold', '视同未售重算', '視同未售重算')],
  },
  {
    key: 'returns.lowersAttainment',
    type: 'choice',
    label: text('Returns lower attainment', '退货冲减达成率', '退貨沖減達成率'),
    otherwise: text('within the same span', '仅同一区间', '僅同一區間'),
    otherwiseIs: 'same-span',
    choices: [choice('always', 'always', '始终', '始終'), choice('never', 'never', '从不', '從不')],
  },
  value('returns.clawback.share', 'Share taken back', '追回比例', '追回比例'),
  value('returns.clawback.within', 'Within months', '几个月内追回', '幾個月內追回'),
  value('returns.clawback.proRata', 'Pro rata over months', '按合同月数折算', '按合約月數折算'),
  {
    key: 'rounding.mode',
    type: 'choice',
    label: text('Rounding', '舍入', '捨入'),
    otherwise: text('half up', '四舍五入', '四捨五入'),
    otherwiseIs: 'half-up',
    choices: [
      choice('half-even', 'half to even', '四舍六入五成双', '四捨六入五成雙'),
      choice('down', 'towards zero', '向零舍去', '向零捨去'),
      choice('up', 'away from zero', '远离零进位', '遠離零進位'),
      choice('floor', 'downwards', '向下取整', '向下取整'),
      choice('ceiling', 'upwards', '向上取整', '向上取整'),
    ],
  },
  value('rounding.unit', 'Smallest amount', '最小单位', '最小單位'),
  {
    key: 'rounding.each',
    type: 'choice',
    label: text('What is rounded', '舍入对象', '捨入對象'),
    otherwise: text('the total', '合计', '合計'),
    otherwiseIs: 'total',
    choices: [
      choice('component', 'each component', '每个项目', '每個項目'),
      choice('line', 'each line', '每行明细', '每行明細'),
    ],
  },
  {
    key: 'exchange.at',
    type: 'choice',
    label: text('Exchange rate of', '汇率日期', '匯率日期'),
    otherwise: text('the day of the deal', '业务日', '業務日'),
    otherwiseIs: 'credit-date',
    choices: [
      choice('period-start', 'the first day of the period', '期初', '期初'),
      choice('period-end', 'the last day of the period', '期末', '期末'),
    ],
  },
  {
    key: 'leave.credits',
    type: 'choice',
    label: text('Deals during leave', '休假期间的业务', '休假期間的業務'),
    otherwise: text('are paid', '照常支付', '照常支付'),
    otherwiseIs: 'pay',
    choices: [choice('list', 'are listed for a decision', '列出待定', '列出待定')],
  },
];

export const eventChoices: readonly FieldChoice[] = [
  choice('booking', 'booking', '签约', '簽約'),
  choice('order', 'order', '订单', '訂單'),
  choice('delivery', 'delivery', '交付', '交付'),
  choice('invoice', 'invoice', '开票', '開票'),
  choice('payment', 'payment', '回款', '收款'),
];
