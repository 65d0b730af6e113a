import { text } from '#kernel/local-text.ts';
import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

/** What all of the room refuses: what is not there, or was changed meanwhile. */
export const incentiveRefusals: SpokenPart = {
  sentences: [
    sentence('no {-what} has this id', '没有此编号的{-what}', '沒有此編號的{-what}'),
    sentence(
      'someone changed this in the meantime: read it again',
      '他人刚刚修改了此内容，请刷新后重试',
      '他人剛剛修改了此內容，請重新整理後再試',
    ),
    sentence('a currency code such as CNY is expected', '应为币种代码，如 CNY', '應為幣別代碼，如 CNY'),
  ],
  words: {
    plan: text('plan', '薪酬激励方案', '薪酬激勵方案'),
    'plan version': text('plan version', '方案版本', '方案版本'),
    'earlier plan version': text('earlier plan version', '更早的方案版本', '更早的方案版本'),
    assignment: text('assignment', '方案指派', '方案指派'),
    scenario: text('scenario', '情景方案', '情境方案'),
    period: text('period', '薪酬周期', '薪酬週期'),
    'open period': text('open period', '未关账的周期', '未關帳的週期'),
    layout: text('layout', '文件格式', '檔案格式'),
    exception: text('exception', '异常', '異常'),
    'exception of this period': text('exception of this period', '本周期的异常', '本週期的異常'),
    correction: text('correction', '更正', '更正'),
    statement: text('statement', '对账单', '對帳單'),
    'statement of your own': text('statement of your own', '本人的对账单', '本人的對帳單'),
    dispute: text('dispute', '异议', '異議'),
    'If-Match': text('Version', '版本', '版本'),
    'share of the deal': text('share of the deal', '商机分成', '商機分成'),
  },
};
