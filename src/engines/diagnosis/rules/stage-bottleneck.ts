import { type Language, text } from '#kernel/local-text.ts';
import { compareRanks, sortedOrder } from '../compare-ranks.ts';
import type { DiagnosedStageVisit } from '../diagnosis-input.ts';
import { count, days as inDays, input, inputNames, money as inMoney, percent, rankSumStep } from '../finding-step.ts';
import { moneyInStage } from '../money-in-stage.ts';
import { type Finding, inLanguages, moneyAtStake, severityOf, words } from '../finding.ts';
import { type DiagnosisFrame, type DiagnosisRule, alarmLevel } from '../rule.ts';

const leastVisits = 200;
/** Slower than the others by at least this factor. */
const leastTimes = 1.4;
/** From the widest to the narrowest. */
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
    return [...stages].flatMap(([stage, visits]) => {
      const days = Float64Array.from(visits, (visit) => visit.days);
      return widestSlow(frame, { stage, visits, days, order: sortedOrder(days) }, stages.size);
    });
  },
};

/** When a region is slow its teams and people are slow too: only the widest slice of a stage that explains it is told. */
function widestSlow(frame: DiagnosisFrame, times: StageTimes, stages: number): Finding[] {
  for (const by of sliced) {
    const slow = slowSlices(frame, times, by, stages);
    if (slow.length > 0) return slow;
  }
  return [];
}

/** Completed visits to a stage, how long each took, and their positions from the shortest to the longest. */
interface StageTimes {
  readonly stage: string;
  readonly visits: readonly DiagnosedStageVisit[];
  readonly days: Float64Array;
  readonly order: Uint32Array;
}

function slowSlices(
  frame: DiagnosisFrame,
  { stage, visits, days, order }: StageTimes,
  by: (typeof sliced)[number],
  stages: number,
): Finding[] {
  const { deals } = frame.input;
  const groups = visits.map((visit) => deals[visit.deal][by]);
  const compared = compareRanks(days, groups, undefined, order);
  return compared
    .filter(
      (slice) =>
        slice.p < alarmLevel / (stages * sliced.length) &&
        slice.median >= slice.othersMedian * leastTimes &&
        slice.median - slice.othersMedian >= 1,
    )
    .map((slice): Finding => {
      const own = new Set([...deals.keys()].filter((deal) => deals[deal][by] === slice.key));
      const held = moneyInStage(frame.input, stage, own, frame.meanWon);
      // What would move on if the stage took here as long as elsewhere.
      const freed = held * (1 - slice.othersMedian / slice.median);
      const money = moneyAtStake(freed * 0.6, freed, held);
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
              'money: what stands still here on an average day × the share that would move on at the pace of the others',
              '金额：平均每天停在此处的金额 × 若与其他同速可释放的比例',
              '金額：平均每天停在此處的金額 × 若與其他同速可釋放的比例',
            ),
            inputs: [
              input(['standing still', '平均滞留', '平均滯留'], inMoney(held)),
              input(['share', '比例', '比例'], percent(1 - slice.othersMedian / slice.median)),
            ],
            output: inMoney(money.mid),
            source: 'Little 1961',
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
