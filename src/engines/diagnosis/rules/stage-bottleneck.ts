import { type Language, text } from '#kernel/local-text.ts';
import { compareRanks } from '../compare-ranks.ts';
import type { DiagnosedStageVisit } from '../diagnosis-input.ts';
import { count, days as inDays, input, inputNames, money as inMoney, rankSumStep } from '../finding-step.ts';
import { type Finding, inLanguages, moneyAtStake, severityOf, words } from '../finding.ts';
import { type DiagnosisFrame, type DiagnosisRule, alarmLevel } from '../rule.ts';

const leastVisits = 200;
/** Slower than the others by at least this factor. */
const leastTimes = 1.4;
const sliced = ['region', 'team', 'owner', 'product'] as const;

/** A stage in which one region, team, person or product waits much longer than the rest, and the money it holds there. */
export const stageBottleneck: DiagnosisRule = {
  name: 'stageBottleneck',
  lens: 'process',
  missing: ({ input }) =>
    input.stageVisits.filter((visit) => !visit.running).length >= leastVisits
      ? undefined
      : text(
          'the history of stage changes (at least 200)',
          '阶段变更历史（至少 200 条）',
          '階段變更歷史（至少 200 筆）',
        ),
  run(frame) {
    const stages = new Map<string, DiagnosedStageVisit[]>();
    for (const visit of frame.input.stageVisits) {
      if (visit.running) continue;
      const list = stages.get(visit.stage);
      if (list === undefined) stages.set(visit.stage, [visit]);
      else list.push(visit);
    }
    const findings = [...stages].flatMap(([stage, visits]) =>
      sliced.flatMap((by) => slowSlices(frame, stage, visits, by, stages.size)),
    );
    return widestOnly(findings);
  },
};

function slowSlices(
  frame: DiagnosisFrame,
  stage: string,
  visits: readonly DiagnosedStageVisit[],
  by: (typeof sliced)[number],
  stages: number,
): Finding[] {
  const { deals, asOfDay } = frame.input;
  const days = Float64Array.from(visits, (visit) => visit.days);
  const compared = compareRanks(
    days,
    visits.map((visit) => deals[visit.deal][by]),
  );
  return compared
    .filter(
      (slice) =>
        slice.p < alarmLevel / (stages * sliced.length) &&
        slice.median >= slice.othersMedian * leastTimes &&
        slice.median - slice.othersMedian >= 1,
    )
    .map((slice): Finding => {
      const held = deals.filter((deal) => deal.status === 'open' && deal.stage === stage && deal[by] === slice.key);
      const value = held.reduce((sum, deal) => sum + (deal.amount ?? frame.meanWon), 0);
      const passed = visits.filter(
        (visit) => deals[visit.deal][by] === slice.key && (deals[visit.deal].createdDay ?? 0) > asOfDay - 365,
      );
      const flow = passed.reduce(
        (sum, visit) => sum + (deals[visit.deal].status === 'won' ? (deals[visit.deal].amount ?? 0) : 0),
        0,
      );
      const delayed = (flow * (slice.median - slice.othersMedian)) / 365;
      const money = moneyAtStake(delayed * 0.6, Math.max(value, delayed), Math.max(value, delayed) * 1.4);
      const name = frame.name(slice.key);
      const stageName = (language: Language): string => frame.name(stage, language);
      const shown = compared.toSorted((left, right) => right.median - left.median).slice(0, 12);
      return {
        rule: 'stageBottleneck',
        lens: 'process',
        subject: `stage:${stage}|${by}:${slice.key}`,
        severity: severityOf(money, frame.yearlyValue),
        title: text(
          `${stageName('en')}: ${name} takes ${slice.median.toFixed(0)} days, the others ${slice.othersMedian.toFixed(0)}`,
          `「${stageName('zh-Hans')}」阶段：${name} 需要 ${slice.median.toFixed(0)} 天，其他只要 ${slice.othersMedian.toFixed(0)} 天`,
          `「${stageName('zh-Hant')}」階段：${name} 需要 ${slice.median.toFixed(0)} 天，其他只要 ${slice.othersMedian.toFixed(0)} 天`,
        ),
        money,
        confidence: 1 - slice.p,
        evidence: {
          charts: inLanguages((language) => ({
            kind: 'bar',
            title: `${stageName(language)} · ${words.days[language]}`,
            categories: shown.map((one) => frame.name(one.key)),
            series: [{ name: words.days[language], values: shown.map((one) => one.median) }],
            value: { unit: 'days' },
            horizontal: true,
            emphasis: shown.findIndex((one) => one.key === slice.key),
          })),
          rows: {
            kind: 'opportunity',
            filter: [
              `stageId:eq:${stage}`,
              'status:eq:open',
              ...(by === 'owner' ? [`ownerId:eq:${slice.key}`] : by === 'product' ? [`productId:eq:${slice.key}`] : []),
            ],
          },
        },
        trace: [
          {
            step: text(
              'median days of completed visits to the stage',
              '已完成的阶段停留的中位天数',
              '已完成的階段停留的中位天數',
            ),
            inputs: [
              input(['visits', '停留次数', '停留次數'], count(slice.count)),
              input(inputNames.others, inDays(slice.othersMedian)),
            ],
            output: inDays(slice.median),
          },
          rankSumStep(slice.p),
          {
            step: text(
              'money: open deals held in the stage, or the yearly flow through it × extra days ÷ 365, whichever is more',
              '金额：停在该阶段的进行中商机，或年度流量 × 多出天数 ÷ 365，取较大者',
              '金額：停在該階段的進行中商機，或年度流量 × 多出天數 ÷ 365，取較大者',
            ),
            inputs: [
              input(['held', '停留金额', '停留金額'], inMoney(value)),
              input(['delayed', '推迟金额', '延後金額'], inMoney(delayed)),
            ],
            output: inMoney(money.mid),
          },
        ],
        causes: [
          text('One approver or expert is waited for', '等待某一位审批人或专家', '等待某一位審批人或專家'),
          text(
            'The stage is entered before its criteria are met',
            '未满足进入标准就进入该阶段',
            '未滿足進入標準就進入該階段',
          ),
        ],
        action: text(
          'Walk through the five longest waits and remove the most common cause; set a service level for the stage',
          '逐个复盘等待最久的五单，消除最常见的原因，并为该阶段设定时限',
          '逐個檢討等待最久的五單，消除最常見的原因，並為該階段設定時限',
        ),
      };
    });
}

/** When a region is slow its teams and people are slow too: only the widest slice of a stage that explains it is told. */
function widestOnly(findings: readonly Finding[]): Finding[] {
  const rank = (finding: Finding): number => sliced.findIndex((by) => finding.subject.includes(`|${by}:`));
  const byStage = new Map<string, Finding[]>();
  for (const finding of findings) {
    const stage = finding.subject.split('|')[0];
    byStage.set(stage, [...(byStage.get(stage) ?? []), finding]);
  }
  return [...byStage.values()].flatMap((own) => {
    const widest = Math.min(...own.map(rank));
    return own.filter((finding) => rank(finding) === widest);
  });
}
