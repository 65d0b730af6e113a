import { text } from '#kernel/local-text.ts';
import { compareRanks } from '../compare-ranks.ts';
import { count, hours, input, inputNames, money as inMoney, percent, points, rankSumStep } from '../finding-step.ts';
import { type Finding, inLanguages, moneyAtStake, severityOf } from '../finding.ts';
import { type DiagnosisFrame, type DiagnosisRule, alarmLevel } from '../rule.ts';

const slowHours = 24;
const hoursWord = { en: 'Hours to first answer', 'zh-Hans': '首次响应小时数', 'zh-Hant': '首次回應小時數' } as const;

/** Leads of a source (or of a team) that wait much longer for a first answer, and what the waiting costs. */
export const leadResponse: DiagnosisRule = {
  name: 'leadResponse',
  lens: 'customers',
  missing: ({ input }) =>
    input.leads.filter((lead) => lead.responseHours !== null).length >= 100
      ? undefined
      : text(
          'at least 100 leads with time of receipt and first answer',
          '至少 100 条带获取与首次响应时间的线索',
          '至少 100 筆帶取得與首次回應時間的線索',
        ),
  run(frame) {
    const answered = frame.input.leads.filter((lead) => lead.responseHours !== null);
    const hours = Float64Array.from(answered, (lead) => lead.responseHours!);
    return (['source', 'team'] as const).flatMap((by) =>
      compareRanks(
        hours,
        answered.map((lead) => lead[by]),
      )
        .filter((group) => group.p < alarmLevel / 2 && group.median >= 8 && group.median >= group.othersMedian * 2)
        .map((group) => findingOf(frame, by, group)),
    );
  },
};

function findingOf(
  frame: DiagnosisFrame,
  by: 'source' | 'team',
  group: { key: string; median: number; othersMedian: number; p: number; count: number },
): Finding {
  const { leads, asOfDay } = frame.input;
  const judged = leads.filter((lead) => !lead.open);
  const rate = (quick: boolean): number => {
    const own = judged.filter((lead) => (lead.responseHours ?? Number.POSITIVE_INFINITY) <= slowHours === quick);
    return own.length === 0 ? 0 : own.filter((lead) => lead.qualified).length / own.length;
  };
  const lost = Math.max(0, rate(true) - rate(false));
  const slowLastYear = leads.filter(
    (lead) =>
      lead[by] === group.key &&
      lead.receivedDay > asOfDay - 365 &&
      (lead.responseHours ?? Number.POSITIVE_INFINITY) > slowHours,
  ).length;
  const closed = frame.input.deals.filter((deal) => deal.status !== 'open');
  const winRate = closed.length === 0 ? 0 : closed.filter((deal) => deal.status === 'won').length / closed.length;
  const value = slowLastYear * lost * winRate * frame.meanWon;
  const money = moneyAtStake(value * 0.5, value, value * 1.5);
  return {
    rule: 'leadResponse',
    lens: 'customers',
    subject: `${by}:${group.key}`,
    severity: severityOf(money, frame.yearlyValue),
    title: text(
      `Leads from ${frame.name(group.key)} wait ${group.median.toFixed(0)} hours for an answer, others ${group.othersMedian.toFixed(0)}`,
      `「${frame.name(group.key)}」线索首次响应要 ${group.median.toFixed(0)} 小时，其他 ${group.othersMedian.toFixed(0)} 小时`,
      `「${frame.name(group.key)}」線索首次回應要 ${group.median.toFixed(0)} 小時，其他 ${group.othersMedian.toFixed(0)} 小時`,
    ),
    money,
    confidence: 1 - group.p,
    evidence: {
      charts: inLanguages((language) => ({
        kind: 'bar',
        title: hoursWord[language],
        categories: [frame.name(group.key), { en: 'Others', 'zh-Hans': '其他', 'zh-Hant': '其他' }[language]],
        series: [{ name: hoursWord[language], values: [group.median, group.othersMedian] }],
        horizontal: true,
        emphasis: 0,
      })),
      rows: by === 'source' ? { kind: 'lead', filter: [`source:eq:${group.key}`] } : null,
    },
    trace: [
      {
        step: text('median hours to the first answer', '首次响应的中位小时数', '首次回應的中位小時數'),
        inputs: [
          input(['leads', '线索', '線索'], count(group.count)),
          input(inputNames.others, hours(group.othersMedian)),
        ],
        output: hours(group.median),
      },
      rankSumStep(group.p),
      {
        step: text(
          `qualified share lost when the answer takes longer than ${slowHours} hours`,
          `响应超过 ${slowHours} 小时所损失的转化占比`,
          `回應超過 ${slowHours} 小時所損失的轉化占比`,
        ),
        inputs: [
          input(['answered in time', '及时响应', '及時回應'], percent(rate(true))),
          input(['answered late', '迟响应', '遲回應'], percent(rate(false))),
        ],
        output: points(lost),
      },
      {
        step: text(
          'money: slow leads of the last year × lost share × win rate × mean won deal',
          '金额：最近一年慢响应线索 × 损失占比 × 赢单率 × 平均赢单金额',
          '金額：最近一年慢回應線索 × 損失占比 × 贏單率 × 平均贏單金額',
        ),
        inputs: [
          input(['slow leads', '慢响应线索', '慢回應線索'], count(slowLastYear)),
          input(['win rate', '赢单率', '贏單率'], percent(winRate)),
          input(['mean won', '平均赢单', '平均贏單'], inMoney(frame.meanWon)),
        ],
        output: inMoney(money.mid),
      },
    ],
    causes: [
      text('The leads arrive in a batch and nobody is on duty', '线索成批到达且无人值守', '線索成批到達且無人值守'),
      text('No assignment rule for this source', '该来源没有分配规则', '該來源沒有分配規則'),
    ],
    action: text(
      'Assign these leads on arrival with a response timer of four hours',
      '线索到达即分配，并设四小时响应时限',
      '線索到達即分配，並設四小時回應時限',
    ),
  };
}
