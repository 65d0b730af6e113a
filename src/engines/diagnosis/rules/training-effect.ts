import { type LocalText, text } from '#kernel/local-text.ts';
import { fromDayNumber } from '#kernel/civil-date.ts';
import type { DiagnosedDeal } from '../diagnosis-input.ts';
import { count, input, inputNames, money as inMoney, pValue, points } from '../finding-step.ts';
import { type Finding, inLanguages, moneyAtStake, percentText, severityOf, words } from '../finding.ts';
import { type DiagnosisFrame, type DiagnosisRule, alarmLevel } from '../rule.ts';
import { type WithinFit, numbered, twoWayWithin } from '../two-way-within.ts';

const leastPeople = 5;
const leastDeals = 200;
/** Deals begun this many days before and after the event are compared. */
const windowDays = 540;
/** A new seller counts as new for this long. */
const rampDays = 180;
const leastEffect = 0.03;

interface Study {
  readonly subject: string;
  /** person → day of the event; only these people are looked at as touched by it. */
  readonly events: ReadonlyMap<string, number>;
  /** 1 while the event acts on a deal begun on the day. */
  readonly acts: (createdDay: number, eventDay: number) => number;
}

/**
 * What a course did, and what being new costs: the win rate of those concerned before and after, less the change of comparable
 * people over the same months (difference-in-differences with a level for every person and month).
 */
export const trainingEffect: DiagnosisRule = {
  name: 'trainingEffect',
  lens: 'team',
  missing: (frame) =>
    studies(frame).length > 0
      ? undefined
      : text(
          `courses completed by at least ${leastPeople} sellers, or ${leastPeople} sellers who joined within the history`,
          `至少 ${leastPeople} 名销售人员完成的课程，或 ${leastPeople} 名在历史期内入职的销售人员`,
          `至少 ${leastPeople} 名銷售人員完成的課程，或 ${leastPeople} 名在歷史期內到職的銷售人員`,
        ),
  run(frame) {
    const all = studies(frame);
    return all.flatMap((study) => {
      const { fit, placebo, untouched } = measure(frame, study);
      if (fit === undefined || fit.p * all.length >= alarmLevel || Math.abs(fit.estimate) < leastEffect) return [];
      if (study.subject === 'ramp' && fit.estimate > 0) return [];
      return [findingOf(frame, study, fit, placebo, untouched, all.length)];
    });
  },
};

function studies({ input: data }: DiagnosisFrame): Study[] {
  const sellers = new Set(data.people.filter((person) => person.sells).map((person) => person.id));
  const courses = new Map<string, Map<string, number>>();
  for (const { course, person, completedDay } of data.trainings) {
    if (!sellers.has(person)) continue;
    const events = courses.get(course) ?? new Map<string, number>();
    events.set(person, Math.min(completedDay, events.get(person) ?? completedDay));
    courses.set(course, events);
  }
  const firstDay = data.deals.reduce(
    (first, deal) => Math.min(first, deal.createdDay ?? Number.POSITIVE_INFINITY),
    Number.POSITIVE_INFINITY,
  );
  const joined = new Map(
    data.people.flatMap((person) =>
      person.sells && person.joinedDay !== null && person.joinedDay > firstDay ? [[person.id, person.joinedDay]] : [],
    ),
  );
  return [
    ...[...courses].map(
      ([course, events]): Study => ({
        subject: `course:${course}`,
        events,
        acts: (created, event) => (created > event ? 1 : 0),
      }),
    ),
    {
      subject: 'ramp',
      events: joined,
      acts: (created: number, event: number) => (created <= event + rampDays ? 1 : 0),
    },
  ].filter((study) => study.events.size >= leastPeople);
}

interface Measured {
  readonly fit: WithinFit | undefined;
  /** The same study with the event half a year earlier and only deals before it: should find nothing. */
  readonly placebo: WithinFit | undefined;
  readonly untouched: readonly DiagnosedDeal[];
}

function measure(frame: DiagnosisFrame, study: Study): Measured {
  const sellers = new Set(frame.input.people.filter((person) => person.sells).map((person) => person.id));
  const closed = frame.input.deals.filter(
    (deal) => deal.status !== 'open' && deal.createdDay !== null && deal.owner !== null && sellers.has(deal.owner),
  );
  const within = closed.filter((deal) => {
    const event = study.events.get(deal.owner!);
    return event === undefined || Math.abs(deal.createdDay! - event) <= windowDays;
  });
  const early = within.filter((deal) => {
    const event = study.events.get(deal.owner!);
    return event === undefined || deal.createdDay! <= event;
  });
  return {
    fit: within.length < leastDeals ? undefined : fitOf(within, study.events, study.acts),
    placebo:
      study.subject === 'ramp' || early.length < leastDeals
        ? undefined
        : fitOf(early, study.events, (created, event) => study.acts(created, event - windowDays / 3)),
    untouched: closed.filter((deal) => !study.events.has(deal.owner!)),
  };
}

function fitOf(deals: readonly DiagnosedDeal[], events: ReadonlyMap<string, number>, acts: Study['acts']) {
  const person = numbered();
  const month = numbered();
  const unit = Int32Array.from(deals, (deal) => person(deal.owner!));
  return twoWayWithin(
    {
      y: Float64Array.from(deals, (deal) => (deal.status === 'won' ? 1 : 0)),
      x: Float64Array.from(deals, (deal) => {
        const event = events.get(deal.owner!);
        return event === undefined ? 0 : acts(deal.createdDay!, event);
      }),
      unit,
      period: Int32Array.from(deals, (deal) => month(fromDayNumber(deal.createdDay!).slice(0, 7))),
      cluster: unit,
    },
    { level: 0.8 },
  );
}

function findingOf(
  frame: DiagnosisFrame,
  study: Study,
  fit: WithinFit,
  placebo: WithinFit | undefined,
  untouched: readonly DiagnosedDeal[],
  looked: number,
): Finding {
  const { asOfDay } = frame.input;
  const ramp = study.subject === 'ramp';
  const concerned = ramp
    ? frame.input.deals.filter((deal) => deal.owner !== null && study.events.has(deal.owner) && inRamp(deal, study))
    : untouched;
  const yearly = concerned.filter((deal) => deal.closedDay !== null && deal.closedDay > asOfDay - 365).length;
  const per = yearly * frame.meanWon;
  const [low, high] = [Math.abs(fit.low), Math.abs(fit.high)].toSorted((left, right) => left - right);
  const money = moneyAtStake(low * per, Math.abs(fit.estimate) * per, high * per);
  const { title, causes, action } = wording(frame, study, fit, new Set(untouched.map((deal) => deal.owner)).size);
  const halves = quarters(frame, study);
  return {
    rule: 'trainingEffect',
    lens: 'team',
    subject: study.subject,
    severity: severityOf(money, frame.yearlyValue),
    title,
    money,
    confidence: 1 - Math.min(1, fit.p * looked),
    evidence: {
      charts: inLanguages((language) => ({
        kind: 'line',
        title: words.winRate[language],
        subtitle: text('quarters before and after', '前后各季度', '前後各季度')[language],
        x: halves.map(({ quarter }) => quarter),
        series: [
          { name: text('Concerned', '相关人员', '相關人員')[language], values: halves.map(({ own }) => own) },
          { name: words.others[language], values: halves.map(({ others }) => others), muted: true },
        ],
        value: { unit: 'percent' },
        marks: [{ x: 0, label: (ramp ? text('joined', '入职', '到職') : text('course', '课程', '課程'))[language] }],
      })),
      rows: {
        kind: 'opportunity',
        filter: [`ownerId:in:${[...study.events.keys()].join(',')}`, 'status:in:won,lost'],
      },
    },
    trace: [
      {
        step: text(
          'change of the win rate of those concerned, less the change of the others over the same months',
          '相关人员赢率的变化，减去其他人同月的变化',
          '相關人員贏率的變化，減去其他人同月的變化',
        ),
        inputs: [
          input(inputNames.people, count(study.events.size)),
          input(inputNames.deals, count(fit.observations)),
          input(['80 % from', '80% 区间下限', '80% 區間下限'], points(fit.low)),
          input(['to', '上限', '上限'], points(fit.high)),
        ],
        output: points(fit.estimate),
        source: 'Angrist & Pischke 2009, 5.2.3',
      },
      {
        step: text(
          'chance of this without an effect: errors clustered by person, times the number of events studied',
          '若无效果时出现的概率：按人聚类的误差，乘以所研究的事件数',
          '若無效果時出現的機率：按人分群的誤差，乘以所研究的事件數',
        ),
        inputs: [input(['events', '事件', '事件'], count(looked))],
        output: pValue(Math.min(1, fit.p * looked)),
        source: 'Liang & Zeger 1986',
      },
      ...(placebo === undefined
        ? []
        : [
            {
              step: text(
                'check: the same with the event set half a year too early should show nothing',
                '检验：把事件提前半年，应看不到效果',
                '檢驗：把事件提前半年，應看不到效果',
              ),
              inputs: [input(['chance', '概率', '機率'], pValue(placebo.p))],
              output: points(placebo.estimate),
            },
          ]),
      {
        step: ramp
          ? text(
              'money: effect × deals closed last year that new sellers began × mean won amount',
              '金额：效果 × 新人最近一年关闭的商机 × 平均赢单金额',
              '金額：效果 × 新人最近一年關閉的商機 × 平均贏單金額',
            )
          : text(
              'money: effect × deals closed last year by those who have not taken it × mean won amount',
              '金额：效果 × 未参加者最近一年关闭的商机 × 平均赢单金额',
              '金額：效果 × 未參加者最近一年關閉的商機 × 平均贏單金額',
            ),
        inputs: [
          input(inputNames.deals, count(yearly)),
          input(['mean won', '平均赢单', '平均贏單'], inMoney(frame.meanWon)),
        ],
        output: inMoney(money.mid),
      },
    ],
    causes,
    action,
  };
}

function inRamp(deal: DiagnosedDeal, study: Study): boolean {
  return deal.createdDay !== null && study.acts(deal.createdDay, study.events.get(deal.owner!)!) === 1;
}

function wording(
  frame: DiagnosisFrame,
  study: Study,
  fit: WithinFit,
  untaught: number,
): { title: LocalText; causes: LocalText[]; action: LocalText } {
  const share = percentText(Math.abs(fit.estimate), 1);
  if (study.subject === 'ramp')
    return {
      title: text(
        `New sellers win ${share} fewer of their deals in the first ${rampDays} days`,
        `新人入职前 ${rampDays} 天的赢单率低 ${share}`,
        `新人到職前 ${rampDays} 天的贏單率低 ${share}`,
      ),
      causes: [text('New people learn on live deals', '新人直接在真实商机上摸索', '新人直接在真實商機上摸索')],
      action: text(
        'Give every new seller a mentor on the first ten deals and measure again',
        '为新人的前十个商机配一名导师，再作衡量',
        '為新人的前十個商機配一名導師，再作衡量',
      ),
    };
  const course = frame.name(study.subject.slice('course:'.length));
  return fit.estimate > 0
    ? {
        title: text(
          `“${course}” raises the win rate by ${share}; ${untaught} sellers have not taken it`,
          `「${course}」使赢单率提高 ${share}，还有 ${untaught} 名销售人员未参加`,
          `「${course}」使贏單率提高 ${share}，還有 ${untaught} 名銷售人員未參加`,
        ),
        causes: [
          text('The course changes how deals are led', '课程改变了跟进商机的方式', '課程改變了跟進商機的方式'),
          text(
            'Those sent first may have been ready to improve: the check in the working speaks to that',
            '最先参加者也许本就在进步：见计算过程中的检验',
            '最先參加者也許本就在進步：見計算過程中的檢驗',
          ),
        ],
        action: text(
          'Send the remaining sellers in two waves, half a year apart, and compare the waves',
          '让其余人员分两批参加，相隔半年，并比较两批',
          '讓其餘人員分兩批參加，相隔半年，並比較兩批',
        ),
      }
    : {
        title: text(
          `After “${course}” the win rate fell by ${share}`,
          `参加「${course}」后赢单率下降 ${share}`,
          `參加「${course}」後贏單率下降 ${share}`,
        ),
        causes: [text('The course teaches what does not help here', '课程内容不适合本公司', '課程內容不適合本公司')],
        action: text(
          'Pause the course, ask five who took it, and change it before the next date',
          '暂停该课程，访谈五名学员，修改后再开班',
          '暫停該課程，訪談五名學員，修改後再開班',
        ),
      };
}

/** Win rate by quarter from the event, of those concerned; and of all others over the same calendar quarters. */
function quarters(frame: DiagnosisFrame, study: Study) {
  const reach = 4;
  const own = Array.from({ length: 2 * reach }, () => ({ won: 0, n: 0, others: 0, weight: 0 }));
  const byQuarter = new Map<number, { won: number; n: number }>();
  const quarterOf = (day: number): number => Math.floor(day / 91);
  for (const deal of frame.input.deals) {
    if (deal.status === 'open' || deal.createdDay === null || deal.owner === null || study.events.has(deal.owner))
      continue;
    const cell = byQuarter.get(quarterOf(deal.createdDay)) ?? { won: 0, n: 0 };
    cell.n += 1;
    if (deal.status === 'won') cell.won += 1;
    byQuarter.set(quarterOf(deal.createdDay), cell);
  }
  for (const deal of frame.input.deals) {
    const event = deal.owner === null ? undefined : study.events.get(deal.owner);
    if (event === undefined || deal.status === 'open' || deal.createdDay === null) continue;
    const cell = own[Math.floor((deal.createdDay - event - 1) / 91) + reach];
    if (cell === undefined) continue;
    cell.n += 1;
    if (deal.status === 'won') cell.won += 1;
    const others = byQuarter.get(quarterOf(deal.createdDay));
    if (others === undefined) continue;
    cell.others += others.won / others.n;
    cell.weight += 1;
  }
  return own.map((cell, i) => ({
    quarter: i - reach,
    own: cell.n < 5 ? null : cell.won / cell.n,
    others: cell.weight === 0 ? null : cell.others / cell.weight,
  }));
}
