import { text } from '#kernel/local-text.ts';
import { normalUpper } from '#engines/numerics/normal.ts';
import { count, input, inputNames, money as inMoney, pValue, percent } from '../finding-step.ts';
import { type Finding, inLanguages, moneyAtStake, percentText, severityOf } from '../finding.ts';
import { type DiagnosisRule, alarmLevel, z80 } from '../rule.ts';

const slowHours = 48;
const least = 30;
/** A regular buyer who has not ordered for this long after the ticket has stopped. */
const silentDays = 120;
const word = { en: 'Stopped buying', 'zh-Hans': '停止采购', 'zh-Hant': '停止採購' } as const;

/** Customers whose tickets waited too long stop buying more often than those answered in time. */
export const churnDrivers: DiagnosisRule = {
  name: 'churnDrivers',
  lens: 'customers',
  missing: ({ input }) =>
    input.accounts.filter((account) => account.slowestTicketHours !== null && account.orders >= 2).length >= 2 * least
      ? undefined
      : text(
          'at least 60 buying customers with tickets and response times',
          '至少 60 家有工单与响应时间的采购客户',
          '至少 60 家有工單與回應時間的採購客戶',
        ),
  run(frame) {
    const { accounts, asOfDay } = frame.input;
    const judged = accounts.filter(
      (account) =>
        account.slowestTicketHours !== null &&
        account.orders >= 2 &&
        account.lastOrderDay !== null &&
        (account.slowestTicketDay ?? asOfDay) < asOfDay - silentDays,
    );
    const slow = judged.filter((account) => account.slowestTicketHours! > slowHours);
    const quick = judged.filter((account) => account.slowestTicketHours! <= slowHours);
    const stopped = (list: typeof judged): number =>
      list.filter((account) => account.lastOrderDay! < asOfDay - silentDays).length;
    if (slow.length < least || quick.length < least) return [];
    const [slowRate, quickRate] = [stopped(slow) / slow.length, stopped(quick) / quick.length];
    const pooled = (stopped(slow) + stopped(quick)) / (slow.length + quick.length);
    const spread = Math.sqrt(pooled * (1 - pooled) * (1 / slow.length + 1 / quick.length));
    const p = spread === 0 ? 1 : normalUpper((slowRate - quickRate) / spread);
    if (p >= alarmLevel || slowRate - quickRate < 0.08) return [];
    const value = slow.reduce((sum, account) => sum + account.yearlyValue, 0);
    const excess = slowRate - quickRate;
    const money = moneyAtStake((excess - z80 * spread) * value, excess * value, (excess + z80 * spread) * value);
    const finding: Finding = {
      rule: 'churnDrivers',
      lens: 'customers',
      subject: 'slow-tickets',
      severity: severityOf(money, frame.yearlyValue),
      title: text(
        `Customers whose tickets waited over ${slowHours} hours stop buying: ${percentText(slowRate)} against ${percentText(quickRate)}`,
        `工单等待超过 ${slowHours} 小时的客户更易流失：${percentText(slowRate)} 对 ${percentText(quickRate)}`,
        `工單等待超過 ${slowHours} 小時的客戶更易流失：${percentText(slowRate)} 對 ${percentText(quickRate)}`,
      ),
      money,
      confidence: 1 - p,
      evidence: {
        charts: inLanguages((language) => ({
          kind: 'bar',
          title: word[language],
          categories: [`> ${slowHours} h`, `≤ ${slowHours} h`],
          series: [{ name: word[language], values: [slowRate, quickRate] }],
          value: { unit: 'percent' },
          emphasis: 0,
        })),
        rows: { kind: 'ticket', filter: [] },
      },
      trace: [
        {
          step: text(
            `share without an order for ${silentDays} days, among customers with a ticket answered later than ${slowHours} hours`,
            `工单响应超过 ${slowHours} 小时的客户中，${silentDays} 天没有订单的占比`,
            `工單回應超過 ${slowHours} 小時的客戶中，${silentDays} 天沒有訂單的占比`,
          ),
          inputs: [input(inputNames.customers, count(slow.length))],
          output: percent(slowRate),
        },
        {
          step: text(
            'the same among customers answered in time',
            '及时响应的客户中的同一占比',
            '及時回應的客戶中的同一占比',
          ),
          inputs: [input(inputNames.customers, count(quick.length))],
          output: percent(quickRate),
        },
        {
          step: text('one-sided test of two proportions', '两个比例的单侧检验', '兩個比例的單側檢定'),
          output: pValue(p),
        },
        {
          step: text(
            'money: excess share × yearly value of these customers',
            '金额：多出的占比 × 这些客户的年度金额',
            '金額：多出的占比 × 這些客戶的年度金額',
          ),
          inputs: [input(inputNames.value, inMoney(value))],
          output: inMoney(money.mid),
        },
      ],
      causes: [
        text('Service answers too late, and nobody calls back', '服务响应过慢且无人回访', '服務回應過慢且無人回訪'),
      ],
      action: text(
        'Call back every customer with a slow ticket this week; set a response level of 24 hours',
        '本周回访每一家工单响应慢的客户，并设定 24 小时响应标准',
        '本週回訪每一家工單回應慢的客戶，並設定 24 小時回應標準',
      ),
    };
    return [finding];
  },
};
