import { text } from '#kernel/local-text.ts';
import { type ComparedRate, compareRates } from '../compare-rates.ts';
import { type DiagnosedDeal, type SliceBy, slicedBy } from '../diagnosis-input.ts';
import { count, input, inputNames, money as inMoney, percent, points, scoreTestStep } from '../finding-step.ts';
import { type Finding, inLanguages, moneyAtStake, percentText, severityOf, words } from '../finding.ts';
import { type DiagnosisFrame, type DiagnosisRule, alarmLevel, z80 } from '../rule.ts';

/** Fewer closed deals than this say nothing about a group. */
const leastClosed = 40;
/** A gap smaller than this is not worth a manager's time. */
const leastGap = 0.06;

const names: Record<SliceBy, readonly [string, string, string]> = {
  owner: ['', '', ''],
  team: ['team ', '团队', '團隊'],
  product: ['product ', '产品', '產品'],
  region: ['region ', '区域', '區域'],
  segment: ['segment ', '客户细分', '客戶區隔'],
  source: ['source ', '来源', '來源'],
  competitor: ['deals against ', '竞争对手', '競爭對手'],
};

const filterField: Record<SliceBy, string | undefined> = {
  owner: 'ownerId',
  team: undefined,
  product: 'productId',
  region: undefined,
  segment: undefined,
  source: 'source',
  competitor: 'competitorId',
};

/** Who or what wins clearly less often than the rest, by person, team, product, region, segment, source and competitor. */
export const winRateGap: DiagnosisRule = {
  name: 'winRateGap',
  lens: 'process',
  missing: ({ input }) =>
    input.deals.filter((deal) => deal.status !== 'open').length >= 2 * leastClosed
      ? undefined
      : text(
          `at least ${2 * leastClosed} closed opportunities`,
          `至少 ${2 * leastClosed} 个已关闭的商机`,
          `至少 ${2 * leastClosed} 個已關閉的商機`,
        ),
  run(frame) {
    const closed = frame.input.deals.filter((deal) => deal.status !== 'open');
    return slicedBy.flatMap((by) => gapsBy(frame, closed, by));
  },
};

function gapsBy(frame: DiagnosisFrame, closed: readonly DiagnosedDeal[], by: SliceBy): Finding[] {
  const groups = new Map<string, { hits: number; trials: number }>();
  for (const deal of closed) {
    const key = deal[by];
    if (key === null) continue;
    const group = groups.get(key) ?? { hits: 0, trials: 0 };
    group.trials += 1;
    if (deal.status === 'won') group.hits += 1;
    groups.set(key, group);
  }
  const compared = compareRates([...groups].map(([key, group]) => ({ key, ...group })));
  return compared
    .filter(
      (group) =>
        group.trials >= leastClosed &&
        group.p < alarmLevel / slicedBy.length &&
        group.others - group.shrunk >= leastGap,
    )
    .map((group) => findingOf(frame, closed, by, group, compared));
}

function findingOf(
  frame: DiagnosisFrame,
  closed: readonly DiagnosedDeal[],
  by: SliceBy,
  group: ComparedRate,
  all: readonly ComparedRate[],
): Finding {
  const { asOfDay } = frame.input;
  const own = closed.filter((deal) => deal[by] === group.key);
  const lastYear = own.filter((deal) => deal.closedDay !== null && deal.closedDay > asOfDay - 365).length;
  const won = own.filter((deal) => deal.status === 'won' && deal.amount !== null);
  const mean = won.length >= 10 ? won.reduce((sum, deal) => sum + (deal.amount ?? 0), 0) / won.length : frame.meanWon;
  const perPoint = lastYear * mean;
  const gap = group.others - group.shrunk;
  const money = moneyAtStake(
    (gap - z80 * group.stdError) * perPoint,
    gap * perPoint,
    (gap + z80 * group.stdError) * perPoint,
  );
  const shown = all
    .filter((one) => one.trials >= leastClosed)
    .toSorted((left, right) => left.shrunk - right.shrunk)
    .slice(0, 20);
  const name = frame.name(group.key);
  const [en, hans, hant] = names[by];
  const field = filterField[by];
  return {
    rule: 'winRateGap',
    lens:
      by === 'owner' || by === 'team'
        ? 'team'
        : by === 'competitor'
          ? 'market'
          : by === 'segment' || by === 'source'
            ? 'customers'
            : 'process',
    subject: `${by}:${group.key}`,
    severity: severityOf(money, frame.yearlyValue),
    title: text(
      `${en === '' ? '' : en[0].toUpperCase() + en.slice(1)}${name} wins ${percentText(group.rate)} of deals, the others ${percentText(group.others)}`,
      `${hans}${hans === '' ? '' : '「'}${name}${hans === '' ? '' : '」'}赢单率 ${percentText(group.rate)}，其他为 ${percentText(group.others)}`,
      `${hant}${hant === '' ? '' : '「'}${name}${hant === '' ? '' : '」'}贏單率 ${percentText(group.rate)}，其他為 ${percentText(group.others)}`,
    ),
    money,
    confidence: 1 - group.p,
    evidence: {
      charts: inLanguages((language) => ({
        kind: 'bar',
        title: words.winRate[language],
        categories: shown.map((one) => frame.name(one.key)),
        series: [
          {
            name: words.winRate[language],
            values: shown.map((one) => one.shrunk),
            low: shown.map((one) => one.shrunk - z80 * one.stdError),
            high: shown.map((one) => one.shrunk + z80 * one.stdError),
          },
        ],
        value: { unit: 'percent' },
        horizontal: true,
        emphasis: shown.findIndex((one) => one.key === group.key),
      })),
      rows:
        field === undefined
          ? null
          : { kind: 'opportunity', filter: [`${field}:eq:${group.key}`, 'status:in:won,lost'] },
    },
    trace: [
      {
        step: text('win rate against all others', '赢单率，与其他全部相比', '贏單率，與其他全部相比'),
        inputs: [
          input(['won', '赢单', '贏單'], count(group.hits)),
          input(['closed', '已关闭', '已關閉'], count(group.trials)),
          input(inputNames.others, percent(group.others)),
        ],
        output: percent(group.rate),
      },
      {
        step: text(
          'pulled towards the common rate as far as the number of deals asks for (beta-binomial, prior by moments)',
          '按商机数量向总体赢率收缩（贝塔—二项模型，矩估计先验）',
          '按商機數量向總體贏率收縮（貝塔—二項模型，動差估計先驗）',
        ),
        output: percent(group.shrunk),
        source: 'Casella 1985',
      },
      scoreTestStep(group.p),
      {
        step: text(
          'money: gap × deals closed in the last year × mean won amount',
          '金额：差距 × 最近一年关闭的商机数 × 平均赢单金额',
          '金額：差距 × 最近一年關閉的商機數 × 平均贏單金額',
        ),
        inputs: [
          input(['gap', '差距', '差距'], points(gap)),
          input(['closed last year', '最近一年关闭', '最近一年關閉'], count(lastYear)),
          input(['mean won', '平均赢单', '平均贏單'], inMoney(mean)),
        ],
        output: inMoney(money.mid),
      },
    ],
    causes: [
      text(
        'Different deals: check size, product and competitor before judging',
        '商机本身不同：先核对金额、产品与竞争对手',
        '商機本身不同：先核對金額、產品與競爭對手',
      ),
      text(
        'Qualification too late: weak deals are carried to the end',
        '资格判断过晚：弱商机被一直跟到最后',
        '資格判斷過晚：弱商機被一直跟到最後',
      ),
    ],
    action: text(
      'Look at ten recent losses together with one of the best, and agree on two changes to try',
      '与一位高手一起复盘最近十个输单，商定两项改变并试行',
      '與一位高手一起檢討最近十個輸單，商定兩項改變並試行',
    ),
  };
}
