import { text } from '#kernel/local-text.ts';
import { chiSquaredCdf } from '#engines/numerics/chi-squared.ts';
import { median } from '#engines/numerics/quantile.ts';
import { type Seat, structureHealth, usualLimits } from '#engines/team-composition/structure-health.ts';
import { territoryBalance } from '#engines/territory/design/territory-balance.ts';
import type { DiagnosedAccount } from '../diagnosis-input.ts';
import { count as inCount, input, money as inMoney, number, pValue, percent } from '../finding-step.ts';
import { type Finding, inLanguages, moneyAtStake, severityOf } from '../finding.ts';
import { type DiagnosisFrame, type DiagnosisRule, alarmLevel } from '../rule.ts';

const timesMedian = 2.2;
const leastPeople = 5;
const widestSpan = 12;
const accountsWord = { en: 'Customers per person', 'zh-Hans': '人均客户数', 'zh-Hant': '人均客戶數' } as const;
const spanWord = { en: 'Direct reports', 'zh-Hans': '直接下属', 'zh-Hant': '直接下屬' } as const;

/** People who answer for far more customers than their colleagues and work each of them less; leaders with too wide a span. */
export const unevenLoad: DiagnosisRule = {
  name: 'unevenLoad',
  lens: 'team',
  missing: ({ input }) =>
    input.people.filter((person) => person.sells).length >= leastPeople && input.accounts.length > 0
      ? undefined
      : text('at least five sellers with customers', '至少五名有客户的销售人员', '至少五名有客戶的銷售人員'),
  run: (frame) => [...overloaded(frame), ...wideSpans(frame)],
};

function overloaded(frame: DiagnosisFrame): Finding[] {
  const { accounts, people, deals, asOfDay } = frame.input;
  const sellers = people.filter((person) => person.sells && person.leftDay === null);
  const load = new Map(sellers.map((person) => [person.id, 0]));
  for (const account of accounts)
    if (account.owner !== null && load.has(account.owner)) load.set(account.owner, load.get(account.owner)! + 1);
  const counts = [...load.values()].filter((count) => count > 0);
  if (counts.length < leastPeople) return [];
  const typical = median(counts);
  const activities = new Map<string, number>();
  for (const deal of deals)
    if (deal.owner !== null && (deal.createdDay ?? 0) > asOfDay - 365)
      activities.set(deal.owner, (activities.get(deal.owner) ?? 0) + 1);
  const perAccount = [...load].filter(([, count]) => count > 0).map(([id, count]) => (activities.get(id) ?? 0) / count);
  const typicalWork = median(perAccount);
  const loaded = [...load].filter(([, count]) => count > 0).map(([id]) => id);
  const balance = balanceOf(accounts, loaded);
  return [...load]
    .filter(
      ([, count]) =>
        count >= typical * timesMedian &&
        count - typical >= 10 &&
        poissonUpper(count, typical) * counts.length < alarmLevel,
    )
    .map(([id, count]): Finding => {
      const work = (activities.get(id) ?? 0) / count;
      const won = deals
        .filter(
          (deal) =>
            deal.owner === id && deal.status === 'won' && deal.closedDay !== null && deal.closedDay > asOfDay - 365,
        )
        .reduce((sum, deal) => sum + (deal.amount ?? 0), 0);
      const missed = work > 0 && typicalWork > work ? won * (typicalWork / work - 1) : 0;
      const money = moneyAtStake(missed * 0.2, missed * 0.5, missed);
      const shown = [...load].toSorted((left, right) => right[1] - left[1]).slice(0, 15);
      return {
        rule: 'unevenLoad',
        lens: 'team',
        subject: `owner:${id}`,
        severity: severityOf(money, frame.yearlyValue),
        title: text(
          `${frame.name(id)} answers for ${count} customers, colleagues for ${typical.toFixed(0)}`,
          `${frame.name(id)} 负责 ${count} 家客户，同事的中位数为 ${typical.toFixed(0)} 家`,
          `${frame.name(id)} 負責 ${count} 家客戶，同事的中位數為 ${typical.toFixed(0)} 家`,
        ),
        money,
        confidence: 1,
        evidence: {
          charts: inLanguages((language) => ({
            kind: 'bar',
            title: accountsWord[language],
            categories: shown.map(([person]) => frame.name(person)),
            series: [{ name: accountsWord[language], values: shown.map(([, n]) => n) }],
            horizontal: true,
            emphasis: shown.findIndex(([person]) => person === id),
          })),
          rows: { kind: 'account', filter: [`ownerId:eq:${id}`] },
        },
        trace: [
          {
            step: text(
              'customers owned, against the median of sellers',
              '负责的客户数，与销售人员中位数相比',
              '負責的客戶數，與銷售人員中位數相比',
            ),
            inputs: [
              input(['median', '中位数', '中位數'], inCount(typical)),
              input(
                ['chance by luck', '偶然概率', '偶然機率'],
                pValue(Math.min(1, poissonUpper(count, typical) * counts.length)),
              ),
            ],
            output: inCount(count),
          },
          {
            step: text(
              'customers and their yearly business as a share of the mean territory; 100 % is even',
              '客户数与年成交额占平均区域的比例，100% 为均衡',
              '客戶數與年成交額占平均區域的比例，100% 為均衡',
            ),
            inputs: [
              input(['business', '年成交额', '年成交額'], percent(balance.potential[loaded.indexOf(id)])),
              input(['farthest from even', '最大偏离', '最大偏離'], percent(balance.worst.workload)),
            ],
            output: percent(balance.workload[loaded.indexOf(id)]),
            source: 'Ríos-Mercado & Fernández 2009',
          },
          {
            step: text(
              'new deals per customer in the last year, against the median',
              '最近一年每家客户的新商机数，与中位数相比',
              '最近一年每家客戶的新商機數，與中位數相比',
            ),
            inputs: [input(['median', '中位数', '中位數'], number(typicalWork))],
            output: number(work),
          },
          {
            step: text(
              'money: half of what the customers would bring more at the usual intensity',
              '金额：若按通常的跟进强度，这些客户可多带来金额的一半',
              '金額：若按通常的跟進強度，這些客戶可多帶來金額的一半',
            ),
            inputs: [input(['won last year', '最近一年赢单', '最近一年贏單'], inMoney(won))],
            output: inMoney(money.mid),
          },
        ],
        causes: [text('The territory was never split when it grew', '区域扩大后未曾拆分', '區域擴大後未曾拆分')],
        action: text(
          'Hand over the customers that were not contacted for the longest time to colleagues with room',
          '把最久未联系的客户移交给有余力的同事',
          '把最久未聯絡的客戶移交給有餘力的同事',
        ),
      };
    });
}

/** How evenly customers and their business lie among the people who answer for any, by the territory engine. */
function balanceOf(accounts: readonly DiagnosedAccount[], owners: readonly string[]) {
  const place = new Map(owners.map((id, i) => [id, i]));
  return territoryBalance(
    {
      workload: new Float64Array(accounts.length).fill(1),
      potential: Float64Array.from(accounts, ({ yearlyValue }) => yearlyValue),
      territories: owners.length,
    },
    Int32Array.from(accounts, ({ owner }) => place.get(owner ?? '') ?? -1),
  );
}

/** P(N ≥ n) of a Poisson count: the lower tail of chi-square with 2n degrees of freedom (Johnson, Kemp & Kotz 2005, 4.53). */
function poissonUpper(n: number, mean: number): number {
  return n <= 0 ? 1 : chiSquaredCdf(2 * mean, 2 * n);
}

/** Whoever leads more people than one can, by the team engine. Managers whom the viewer does not see are the top. */
function wideSpans(frame: DiagnosisFrame): Finding[] {
  const present = frame.input.people.filter((person) => person.leftDay === null);
  const known = new Set(present.map(({ id }) => id));
  const seats = present.map(
    ({ id, manager }): Seat =>
      manager !== null && known.has(manager) && manager !== id ? { id, holder: id, manager } : { id, holder: id },
  );
  const spans = new Map<string, number>();
  for (const { manager } of seats) if (manager !== undefined) spans.set(manager, (spans.get(manager) ?? 0) + 1);
  return wideOf(seats).map(
    ([id, reports]): Finding => ({
      rule: 'unevenLoad',
      lens: 'team',
      subject: `span:${id}`,
      severity: 'low',
      title: text(
        `${frame.name(id)} leads ${reports} people directly`,
        `${frame.name(id)} 直接管理 ${reports} 人`,
        `${frame.name(id)} 直接管理 ${reports} 人`,
      ),
      money: null,
      confidence: 1,
      evidence: {
        charts: inLanguages((language) => ({
          kind: 'bar',
          title: spanWord[language],
          categories: [...spans.keys()].map((person) => frame.name(person)),
          series: [{ name: spanWord[language], values: [...spans.values()] }],
          horizontal: true,
        })),
        rows: { kind: 'person', filter: [`managerId:eq:${id}`] },
      },
      trace: [
        {
          step: text(
            `people whose manager this is (more than ${widestSpan} is wide)`,
            `直接下属人数（超过 ${widestSpan} 人为过宽）`,
            `直接下屬人數（超過 ${widestSpan} 人為過寬）`,
          ),
          output: inCount(reports),
        },
      ],
      causes: [text('A team grew without a second lead', '团队扩大但没有增设负责人', '團隊擴大但沒有增設負責人')],
      action: text(
        'Name a team lead for half of the team',
        '为一半成员任命一名团队负责人',
        '為一半成員任命一名團隊負責人',
      ),
    }),
  );
}

function wideOf(seats: readonly Seat[]): (readonly [string, number])[] {
  try {
    return structureHealth(seats, [], [], { ...usualLimits, widest: widestSpan }).issues.flatMap(
      ({ kind, subject, value }) => (kind === 'wideSpan' ? [[subject, value] as const] : []),
    );
  } catch (problem) {
    // A ring of managers is a matter of the data, not of spans.
    if (problem instanceof RangeError) return [];
    throw problem;
  }
}
