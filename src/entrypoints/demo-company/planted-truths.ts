import { type LocalText, text } from '#kernel/local-text.ts';

/**
 * What is true of the demo company on purpose. Each truth says where it sits, how strong it is, and which rule of the
 * diagnosis should find it. The simulator reads its strengths from here and nowhere else, so this file is the answer sheet.
 * Without a truth the same draw of chance is made with no difference between people, products, regions or seasons.
 */
export interface PlantedTruth {
  /** The diagnosis rule that should find it; other rules may see its shadow. */
  readonly rule: string;
  /** Seen by the tests and printed in the guide: who or what it concerns. */
  readonly where: LocalText;
  readonly statement: LocalText;
  /** Whether it is strong enough to be measured in the small company too (a tenth of the rows and fewer). */
  readonly measurableWhenSmall: boolean;
}

/** The year has a shape: strong spring and autumn, and a hole that moves with 春节. */
const season = {
  rule: 'season',
  measurableWhenSmall: true,
  where: text('Whole company', '全公司', '全公司'),
  statement: text(
    'Orders peak in March, June, September and December; hardly anything is signed from eight days before Spring Festival to ten days after.',
    '订单在三、六、九、十二月走高；春节前八天到节后十天几乎不签单。',
    '訂單在三、六、九、十二月走高；春節前八天到節後十天幾乎不簽單。',
  ),
  /** Won deals of a month relative to the yearly mean, January first. */
  monthFactors: [0.85, 0.8, 1.2, 0.95, 0.95, 1.2, 0.8, 0.85, 1.2, 1.0, 0.95, 1.25],
  quietDaysBefore: 8,
  quietDaysAfter: 10,
  /** Share of the deals due in the quiet days that wait until they are over. */
  quietShare: 0.85,
} as const;

/** One stage takes much longer in one region. */
const slowStage = {
  rule: 'stageBottleneck',
  measurableWhenSmall: true,
  where: text('North China, stage Proposal', '华北区，方案报价阶段', '華北區，方案報價階段'),
  statement: text(
    'In North China a deal stays 2.6 times as long in Proposal as elsewhere.',
    '华北区商机在方案报价阶段停留时间是其他区域的 2.6 倍。',
    '華北區商機在方案報價階段停留時間是其他區域的 2.6 倍。',
  ),
  region: '华北',
  stage: '方案报价',
  timesLonger: 2.6,
} as const;

/** Two products lose more and more against one competitor. */
const losingProducts = {
  rule: 'competitorLosses',
  measurableWhenSmall: false,
  where: text('Two products against one competitor', '两个产品对一家竞争对手', '兩個產品對一家競爭對手'),
  statement: text(
    'Against Oubeike the win rate of the two products falls from the usual level to near zero over the last 18 months.',
    '对上欧贝克时，两个产品的赢率在最近 18 个月里从正常水平跌到接近零。',
    '對上歐貝克時，兩個產品的贏率在最近 18 個月裡從正常水準跌到接近零。',
  ),
  competitor: '欧贝克工业',
  products: ['QD-P-002', 'QD-P-004'],
  overDays: 540,
  /** Points of win rate lost by the end. */
  lossOfWinRate: 0.34,
  /** Share of the deals of these products in which the competitor takes part. */
  competitorShare: 0.65,
} as const;

/** Quantity reacts to price differently in each family; elsewhere (and without the truth) the spend stays the same (−1). */
const priceElasticity = {
  rule: 'priceSensitivity',
  measurableWhenSmall: false,
  where: text('Each product family', '各产品系列', '各產品系列'),
  statement: text(
    'Elasticity of quantity to price: fasteners −2.4, pumps −0.6, bearings −1.6, safety equipment −0.4, tools −2.0, automation −1.0.',
    '数量对价格的弹性：紧固件 −2.4，泵阀 −0.6，轴承 −1.6，安全防护 −0.4，工具 −2.0，自动化 −1.0。',
    '數量對價格的彈性：緊固件 −2.4，泵閥 −0.6，軸承 −1.6，安全防護 −0.4，工具 −2.0，自動化 −1.0。',
  ),
  elasticities: { 紧固件: -2.4, 泵阀: -0.6, 轴承: -1.6, 安全防护: -0.4, 工具: -2.0, 自动化: -1.0 } as Readonly<
    Record<string, number>
  >,
} as const;

/** One team gives away price without winning more. */
const overDiscounting = {
  rule: 'discountLeakage',
  measurableWhenSmall: true,
  where: text('Team 2 of South China', '华南二组', '華南二組'),
  statement: text(
    'The team gives 17 % off the list on average, the others 8 %, and wins no more often.',
    '该团队平均让价 17%，其他团队 8%，赢率却没有更高。',
    '該團隊平均讓價 17%，其他團隊 8%，贏率卻沒有更高。',
  ),
  /** In the small company each region has one team: then it is team 1. */
  region: '华南',
  meanDiscount: 0.17,
} as const;

/** One seat holds three times the accounts of its colleagues and cannot work them. */
const unbalancedTerritory = {
  rule: 'unevenLoad',
  measurableWhenSmall: true,
  where: text('One consultant in East China', '华东区一名销售顾问', '華東區一名銷售顧問'),
  statement: text(
    'One consultant answers for three times as many accounts as the others and works each of them less than half as much.',
    '一名销售顾问负责的客户数是同事的三倍，每家客户得到的跟进不到同事的一半。',
    '一名銷售顧問負責的客戶數是同事的三倍，每家客戶得到的跟進不到同事的一半。',
  ),
  region: '华东',
  timesAccounts: 3,
  /** Deals per account relative to others. */
  dealsPerAccount: 0.45,
} as const;

/** Customers whose tickets wait too long stop buying. */
const churnAfterSlowTickets = {
  rule: 'churnDrivers',
  measurableWhenSmall: true,
  where: text(
    'Customers with tickets answered after two days',
    '工单两天后才得到答复的客户',
    '工單兩天後才得到答覆的客戶',
  ),
  statement: text(
    'After a ticket first answered later than 48 hours 30 % of customers stop buying within a month, otherwise 1 %.',
    '工单首次答复超过 48 小时后，30% 的客户在一个月内停止采购，否则为 1%。',
    '工單首次答覆超過 48 小時後，30% 的客戶在一個月內停止採購，否則為 1%。',
  ),
  slowHours: 48,
  stopsAfterSlow: 0.3,
  stopsOtherwise: 0.01,
} as const;

/** A course works. */
const training = {
  rule: 'trainingEffect',
  measurableWhenSmall: false,
  where: text(
    'Consultants who took “Consultative selling”',
    '参加过“顾问式销售”课程的人',
    '參加過「顧問式銷售」課程的人',
  ),
  statement: text(
    'From the day after the course these people win 10 points more of their deals than before; others do not change.',
    '课程结束次日起，这些人的赢率比之前高 10 个百分点；其他人没有变化。',
    '課程結束次日起，這些人的贏率比之前高 10 個百分點；其他人沒有變化。',
  ),
  course: '顾问式销售',
  liftOfWinRate: 0.1,
} as const;

/** Leads of one source wait, and what waits is lost. */
const slowLeadResponse = {
  rule: 'leadResponse',
  measurableWhenSmall: true,
  where: text('Leads from exhibitions', '来自展会的线索', '來自展會的線索'),
  statement: text(
    'Leads from exhibitions wait 44 hours (median) for a first answer, others 4; above 24 hours the chance to qualify falls from 42 % to 16 %.',
    '展会线索首次响应中位数为 44 小时，其他来源为 4 小时；超过 24 小时，转化率从 42% 降到 16%。',
    '展會線索首次回應中位數為 44 小時，其他來源為 4 小時；超過 24 小時，轉化率從 42% 降到 16%。',
  ),
  source: '展会',
  medianHours: 44,
  slowAfterHours: 24,
  qualifiedWhenSlow: 0.16,
} as const;

/** One person never touches a close date and lets deals lie. */
const staleCloseDates = {
  rule: 'slippingDeals',
  measurableWhenSmall: true,
  where: text('One consultant in Southwest China', '西南区一名销售顾问', '西南區一名銷售顧問'),
  statement: text(
    'One consultant never moves an expected close date and leaves 22 % of deals untouched for months.',
    '一名销售顾问从不更新预计成交日期，22% 的商机搁置数月无人跟进。',
    '一名銷售顧問從不更新預計成交日期，22% 的商機擱置數月無人跟進。',
  ),
  region: '西南',
  rottingShare: 0.22,
} as const;

/** A region lives from three customers. */
const concentration = {
  rule: 'customerConcentration',
  measurableWhenSmall: true,
  where: text('Central China', '华中区', '華中區'),
  statement: text(
    'Three customers bring about half of what Central China wins.',
    '华中区约一半的成交额来自三家客户。',
    '華中區約一半的成交額來自三家客戶。',
  ),
  region: '华中',
  accounts: 3,
  /** Share of the region's deals that go to the three, and how much larger these are. */
  shareOfDeals: 0.32,
  timesAmount: 2.2,
} as const;

/** The data has holes at known rates. */
const dataGaps = {
  rule: 'dataGaps',
  measurableWhenSmall: true,
  where: text('Accounts', '客户资料', '客戶資料'),
  statement: text(
    '4 % of accounts have no owner, 7 % no industry, 2 % stand twice under slightly different names.',
    '4% 的客户没有负责人，7% 没有行业，2% 以略有不同的名称重复登记。',
    '4% 的客戶沒有負責人，7% 沒有行業，2% 以略有不同的名稱重複登記。',
  ),
  withoutOwner: 0.04,
  withoutIndustry: 0.07,
  duplicated: 0.02,
} as const;

export const plantedTruths = {
  season,
  slowStage,
  losingProducts,
  priceElasticity,
  overDiscounting,
  unbalancedTerritory,
  churnAfterSlowTickets,
  training,
  slowLeadResponse,
  staleCloseDates,
  concentration,
  dataGaps,
} as const satisfies Readonly<Record<string, PlantedTruth>>;

export type Truth = keyof typeof plantedTruths;

export const truths = Object.keys(plantedTruths) as readonly Truth[];

/** The truths that are switched on. */
export type Planted = ReadonlySet<Truth>;

export function plantedSet(planted: 'all' | 'none' | readonly Truth[]): Planted {
  if (planted === 'all') return new Set(truths);
  if (planted === 'none') return new Set();
  for (const truth of planted) {
    if (!truths.includes(truth)) {
      throw new RangeError(`invalid planted truth: ${String(truth)} (one of ${truths.join(', ')} is expected)`);
    }
  }
  return new Set(planted);
}
