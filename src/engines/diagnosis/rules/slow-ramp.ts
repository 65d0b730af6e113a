import { type RampCurve, type RampPoint, rampCurve } from '#engines/team-composition/ramp-curve.ts';
import { text } from '#kernel/local-text.ts';
import type { DiagnosedPerson } from '../diagnosis-input.ts';
import { count as inCount, input, money as inMoney, number } from '../finding-step.ts';
import { type Finding, inLanguages, moneyAtStake, severityOf } from '../finding.ts';
import type { DiagnosisFrame, DiagnosisRule } from '../rule.ts';

const monthDays = 365.25 / 12;
/** A ramp is looked at for so many months; whoever has served longer is settled. */
const rampMonths = 18;
const leastNewcomers = 5;
const leastSettled = 3;
const leastMonths = 6;
/** Half of a settled colleague's business is surely reached only after so many months: then it is slow. */
const slowHalf = 3;

/** New sellers who take long to bring what settled colleagues bring: the ramp of the team engine, and what a quicker one is worth. */
export const slowRamp: DiagnosisRule = {
  name: 'slowRamp',
  lens: 'team',
  missing: (frame) =>
    newcomersOf(frame).length >= leastNewcomers && settledOf(frame).length >= leastSettled
      ? undefined
      : text(
          `the joining days of at least ${leastNewcomers} sellers with half a year of deals, beside settled colleagues`,
          `至少 ${leastNewcomers} 名入职满半年且有商机记录的销售人员的入职日期，以及资深同事作为参照`,
          `至少 ${leastNewcomers} 名到職滿半年且有商機紀錄的銷售人員的到職日期，以及資深同事作為參照`,
        ),
  run(frame) {
    const newcomers = newcomersOf(frame);
    const { points, settledMonthly } = pointsOf(frame, newcomers);
    const months = new Set(points.map(({ month }) => month));
    if (settledMonthly <= 0 || months.size < leastMonths) return [];
    const ramp = rampCurve(points);
    return ramp.toHalf.low > slowHalf && ramp.plateau > 0 ? [findingOf(frame, ramp, newcomers, settledMonthly)] : [];
  },
};

function historyFrom({ input: { deals } }: DiagnosisFrame): number {
  return deals.reduce((first, { createdDay }) => Math.min(first, createdDay ?? first), Number.POSITIVE_INFINITY);
}

/** Sellers who joined after the history begins and long enough ago to tell. */
function newcomersOf(frame: DiagnosisFrame): DiagnosedPerson[] {
  const from = historyFrom(frame);
  const until = frame.input.asOfDay - leastMonths * monthDays;
  return frame.input.people.filter(
    ({ sells, joinedDay }) => sells && joinedDay !== null && joinedDay >= from && joinedDay <= until,
  );
}

function settledOf(frame: DiagnosisFrame): DiagnosedPerson[] {
  const from = historyFrom(frame);
  return frame.input.people.filter(
    ({ sells, joinedDay, leftDay }) => sells && leftDay === null && joinedDay !== null && joinedDay < from,
  );
}

/** Won value of each newcomer in each month of service, as a share of what settled colleagues won in the same days. */
function pointsOf(
  frame: DiagnosisFrame,
  newcomers: readonly DiagnosedPerson[],
): { readonly points: readonly RampPoint[]; readonly settledMonthly: number } {
  const { deals, asOfDay } = frame.input;
  const settled = new Set(settledOf(frame).map(({ id }) => id));
  const own = new Map<string, { readonly day: number; readonly amount: number }[]>(newcomers.map(({ id }) => [id, []]));
  const settledWon: { readonly day: number; readonly amount: number }[] = [];
  for (const { status, owner, closedDay, amount } of deals) {
    if (status !== 'won' || owner === null || closedDay === null || amount === null) continue;
    if (settled.has(owner)) settledWon.push({ day: closedDay, amount });
    else own.get(owner)?.push({ day: closedDay, amount });
  }
  const total = (list: readonly { readonly day: number; readonly amount: number }[], from: number, until: number) =>
    list.reduce((sum, { day, amount }) => (day >= from && day < until ? sum + amount : sum), 0);
  const points = newcomers.flatMap(({ id, joinedDay, leftDay }) => {
    const end = Math.min(leftDay ?? asOfDay, asOfDay);
    return Array.from({ length: rampMonths }, (_, month) => joinedDay! + month * monthDays).flatMap((from, month) => {
      const usual = total(settledWon, from, from + monthDays) / settled.size;
      if (from + monthDays > end || usual <= 0) return [];
      return [{ person: id, month, value: total(own.get(id)!, from, from + monthDays) / usual }];
    });
  });
  const yearly = total(settledWon, asOfDay - 365, asOfDay + 1) / Math.max(1, settled.size);
  return { points, settledMonthly: yearly / 12 };
}

function findingOf(
  frame: DiagnosisFrame,
  ramp: RampCurve,
  newcomers: readonly DiagnosedPerson[],
  settledMonthly: number,
): Finding {
  const years = Math.max(1, (frame.input.asOfDay - historyFrom(frame)) / 365);
  const perYear = newcomers.length / years;
  // The area between the plateau and the curve is the time constant times the plateau; half of it is worth aiming at.
  const lost = perYear * ramp.plateau * settledMonthly * ramp.months;
  const share = (limit: number): number => (ramp.toHalf.months > 0 ? limit / ramp.toHalf.months : 1);
  const money = moneyAtStake((lost / 2) * share(ramp.toHalf.low), lost / 2, (lost / 2) * share(ramp.toHalf.high));
  const half = ramp.toHalf.months.toFixed(0);
  const ninety = ramp.toNinety.months.toFixed(0);
  return {
    rule: 'slowRamp',
    lens: 'team',
    subject: 'ramp:sellers',
    severity: severityOf(money, frame.yearlyValue),
    title: text(
      `New sellers need ${half} months to half and ${ninety} months to nine tenths of their full business`,
      `新销售人员需要 ${half} 个月达到一半业绩，${ninety} 个月达到九成`,
      `新銷售人員需要 ${half} 個月達到一半業績，${ninety} 個月達到九成`,
    ),
    money,
    confidence: 0.975,
    evidence: {
      charts: inLanguages((language) => ({
        kind: 'line',
        title: text(
          'Business by month of service ÷ settled colleagues',
          '按入职月份的业绩 ÷ 资深同事',
          '按到職月份的業績 ÷ 資深同事',
        )[language],
        x: ramp.curve.map(({ month }) => month),
        series: [
          { name: text('Observed', '实际', '實際')[language], values: ramp.curve.map(({ observed }) => observed) },
          {
            name: text('Curve', '曲线', '曲線')[language],
            values: ramp.curve.map(({ expected }) => expected),
            dashed: true,
          },
        ],
        value: { unit: 'percent' },
      })),
      rows: null,
    },
    trace: [
      {
        step: text(
          'months until half of the plateau: value by month of service = plateau × (1 − e^(−t/τ)), interval by bootstrap over people',
          '达到半程的月数：按入职月份的业绩 = 平台 × (1 − e^(−t/τ))，区间由对人员的自助法得出',
          '達到半程的月數：按到職月份的業績 = 平台 × (1 − e^(−t/τ))，區間由對人員的自助法得出',
        ),
        inputs: [
          input(['new sellers', '新销售人员', '新銷售人員'], inCount(newcomers.length)),
          input(['95 % from', '95% 区间下限', '95% 區間下限'], number(ramp.toHalf.low)),
          input(['to', '上限', '上限'], number(ramp.toHalf.high)),
        ],
        output: number(ramp.toHalf.months),
        source: 'Golub & Pereyra 1973',
      },
      {
        step: text(
          'money: new sellers a year × monthly business of a settled colleague × τ months, half of it',
          '金额：每年新人数 × 资深同事月业绩 × τ 个月，取一半',
          '金額：每年新人數 × 資深同事月業績 × τ 個月，取一半',
        ),
        inputs: [
          input(['new sellers a year', '每年新人', '每年新人'], number(perYear)),
          input(['monthly business', '月业绩', '月業績'], inMoney(settledMonthly)),
        ],
        output: inMoney(money.mid),
      },
    ],
    causes: [
      text(
        'New people find their first customers by themselves',
        '新人只能自己找到首批客户',
        '新人只能自己找到首批客戶',
      ),
      text('There is no plan for the first ninety days', '没有入职前九十天的计划', '沒有到職前九十天的計劃'),
    ],
    action: text(
      'Give the next two new sellers a companion, ten settled customers and a plan for ninety days, and compare with this curve',
      '为接下来的两名新人安排导师、十家成熟客户和九十天计划，并与此曲线对照',
      '為接下來的兩名新人安排導師、十家成熟客戶和九十天計劃，並與此曲線對照',
    ),
  };
}
