import { text } from '#kernel/local-text.ts';
import { compareRanks } from '../compare-ranks.ts';
import { count, days as inDays, input, inputNames, money as inMoney, rankSumStep } from '../finding-step.ts';
import { type Finding, inLanguages, moneyAtStake, severityOf, words } from '../finding.ts';
import { type DiagnosisRule, alarmLevel } from '../rule.ts';

const sliced = ['owner', 'team', 'product'] as const;

/** Whose deals take much longer to win than the others'. */
export const cycleGap: DiagnosisRule = {
  name: 'cycleGap',
  lens: 'process',
  missing: ({ input }) =>
    input.deals.filter((deal) => deal.status === 'won' && deal.createdDay !== null && deal.closedDay !== null).length >=
    100
      ? undefined
      : text(
          'at least 100 won opportunities with creation and closing day',
          '至少 100 个带创建日与成交日的赢单',
          '至少 100 個帶建立日與成交日的贏單',
        ),
  run(frame) {
    const won = frame.input.deals.filter(
      (deal) => deal.status === 'won' && deal.createdDay !== null && deal.closedDay !== null,
    );
    const days = Float64Array.from(won, (deal) => deal.closedDay! - deal.createdDay!);
    return sliced.flatMap((by) =>
      compareRanks(
        days,
        won.map((deal) => deal[by]),
        30,
      )
        .filter(
          (slice) =>
            slice.p < alarmLevel / sliced.length &&
            slice.median >= slice.othersMedian * 1.5 &&
            slice.median - slice.othersMedian >= 7,
        )
        .map((slice): Finding => {
          const value = won
            .filter((deal) => deal[by] === slice.key && deal.closedDay! > frame.input.asOfDay - 365)
            .reduce((sum, deal) => sum + (deal.amount ?? 0), 0);
          const late = (value * (slice.median - slice.othersMedian)) / 365;
          const money = moneyAtStake(late * 0.5, late, late * 1.5);
          return {
            rule: 'cycleGap',
            lens: by === 'product' ? 'process' : 'team',
            subject: `${by}:${slice.key}`,
            severity: severityOf(money, frame.yearlyValue),
            title: text(
              `${frame.name(slice.key)} needs ${slice.median.toFixed(0)} days to win, the others ${slice.othersMedian.toFixed(0)}`,
              `${frame.name(slice.key)} 赢单需要 ${slice.median.toFixed(0)} 天，其他 ${slice.othersMedian.toFixed(0)} 天`,
              `${frame.name(slice.key)} 贏單需要 ${slice.median.toFixed(0)} 天，其他 ${slice.othersMedian.toFixed(0)} 天`,
            ),
            money,
            confidence: 1 - slice.p,
            evidence: {
              charts: inLanguages((language) => ({
                kind: 'bar',
                title: words.days[language],
                categories: [frame.name(slice.key), words.others[language]],
                series: [{ name: words.days[language], values: [slice.median, slice.othersMedian] }],
                value: { unit: 'days' },
                horizontal: true,
                emphasis: 0,
              })),
              rows:
                by === 'team' ? null : { kind: 'opportunity', filter: [`${by}Id:eq:${slice.key}`, 'status:eq:won'] },
            },
            trace: [
              {
                step: text('median days from creation to winning', '从创建到赢单的中位天数', '從建立到贏單的中位天數'),
                inputs: [
                  input(['won', '赢单', '贏單'], count(slice.count)),
                  input(inputNames.others, inDays(slice.othersMedian)),
                ],
                output: inDays(slice.median),
              },
              rankSumStep(slice.p),
              {
                step: text(
                  'money: yearly won value × extra days ÷ 365 (value that arrives later)',
                  '金额：年度赢单金额 × 多出天数 ÷ 365（推迟到账的金额）',
                  '金額：年度贏單金額 × 多出天數 ÷ 365（延後入帳的金額）',
                ),
                inputs: [input(inputNames.value, inMoney(value))],
                output: inMoney(money.mid),
              },
            ],
            causes: [
              text('Larger or more complex deals', '商机更大或更复杂', '商機更大或更複雜'),
              text(
                'Steps done one after another that could run together',
                '可并行的步骤被逐一进行',
                '可並行的步驟被逐一進行',
              ),
            ],
            action: text(
              'Compare the calendar of three slow wins with three quick ones and copy what differs',
              '对比三个慢单与三个快单的时间线，复制差异做法',
              '對比三個慢單與三個快單的時間線，複製差異做法',
            ),
          };
        }),
    );
  },
};
