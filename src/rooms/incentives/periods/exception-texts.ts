import { type LocalText, text } from '#kernel/local-text.ts';
import { saidByEngine } from '../plan-words.ts';
import type { ExceptionCode } from './contract.ts';

type Details = Readonly<Record<string, string>>;

/** What an exception says, and what to do about it. */
export function exceptionTexts(code: ExceptionCode, d: Details): { readonly text: LocalText; readonly fix: LocalText } {
  const money = `${d.total ?? d.amount ?? ''} ${d.currency ?? ''}`.trim();
  const said = saidByEngine(d.message ?? d.reason ?? '');
  const fix = saidByEngine(d.fix ?? '');
  switch (code) {
    case 'large-change':
      return {
        text: text(
          `Pay of ${money}; the mean of the last periods is ${d.before}`,
          `本期 ${money}，此前各期平均 ${d.before}`,
          `本期 ${money}，此前各期平均 ${d.before}`,
        ),
        fix: text('Look at the lines that moved, then explain', '查看变动明细后说明原因', '查看變動明細後說明原因'),
      };
    case 'negative-pay':
      return {
        text: text(`Pay is negative: ${money}`, `本期为负数：${money}`, `本期為負數：${money}`),
        fix: text(
          'It is not paid out; it lowers what comes next. Confirm, or correct',
          '不发放，将抵减以后各期；请确认或更正',
          '不發放，將抵減以後各期；請確認或更正',
        ),
      };
    case 'zero-pay':
      return {
        text: text('On a plan, and earns nothing', '在方案内但本期为零', '在方案內但本期為零'),
        fix: text(
          'Check credits, quota and leave, then explain',
          '核对业绩、配额与休假后说明',
          '核對業績、配額與休假後說明',
        ),
      };
    case 'missing-quota':
      return {
        text: text(`A quota is missing: ${said.en}`, `缺少配额：${said['zh-Hans']}`, `缺少配額：${said['zh-Hant']}`),
        fix: text('Enter the quota and calculate again', '补录配额后重新计算', '補錄配額後重新計算'),
      };
    case 'missing-rate':
      return {
        text: text(
          `No exchange rate for ${d.credit} (${money}): ${d.reason}`,
          `缺少汇率：${d.credit}（${money}）：${said['zh-Hans']}`,
          `缺少匯率：${d.credit}（${money}）：${said['zh-Hant']}`,
        ),
        fix: text('Enter the rate and calculate again', '补录汇率后重新计算', '補錄匯率後重新計算'),
      };
    case 'no-plan':
      return {
        text: text(
          `Sold (${d.credits} credits since ${d.first}) and is on no plan`,
          `有业绩（自 ${d.first} 起 ${d.credits} 笔）但无方案`,
          `有業績（自 ${d.first} 起 ${d.credits} 筆）但無方案`,
        ),
        fix: text(
          'Put the person on a plan, or explain why there is none',
          '为其指定方案，或说明原因',
          '為其指定方案，或說明原因',
        ),
      };
    case 'unassigned':
      return {
        text: text(
          `${d.credit} (${money}) earns for nobody: ${d.reason}`,
          `${d.credit}（${money}）未归属：${said['zh-Hans']}`,
          `${d.credit}（${money}）未歸屬：${said['zh-Hant']}`,
        ),
        fix: d.fix === undefined ? text('Settle who is credited', '确定归属', '確定歸屬') : fix,
      };
    case 'plan-warning':
      return {
        text: text(said.en, `方案提示：${said['zh-Hans']}`, `方案提示：${said['zh-Hant']}`),
        fix: d.fix === undefined ? text('Look at the clause', '查看对应条款', '查看對應條款') : fix,
      };
    case 'draw-left-over':
      return {
        text: text(
          `Leaves with ${d.debt} ${d.currency} of draw not repaid`,
          `离职时尚有 ${d.debt} ${d.currency} 预支未还`,
          `離職時尚有 ${d.debt} ${d.currency} 預支未還`,
        ),
        fix: text(
          'Agree on repayment, or waive it with a correction',
          '约定归还，或以调整免除',
          '約定歸還，或以調整免除',
        ),
      };
    case 'closed-differs':
      return {
        text: text(
          `A closed statement of ${d.period} was altered in the database`,
          `${d.period} 已关账的对账单被改动`,
          `${d.period} 已關帳的對帳單被改動`,
        ),
        fix: text('Restore it from a backup; the log says what it was', '请从备份恢复', '請從備份還原'),
      };
  }
}
