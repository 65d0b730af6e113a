import { text } from '#kernel/local-text.ts';
import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

/** What is refused of corrections, crediting rules and the parts of a deal. */
export const creditRefusals: SpokenPart = {
  sentences: [
    sentence(
      'a correction needs an exact amount that is not zero',
      '更正须有不为零的精确金额',
      '更正須有不為零的精確金額',
    ),
    sentence('decimal text in {currency}', '{currency} 的十进制金额', '{currency} 的十進位金額'),
    sentence('nobody proposes a correction of their own pay', '不得对本人的薪酬提出更正', '不得對本人的薪酬提出更正'),
    sentence(
      'someone else, or a dispute of the statement',
      '由他人提出，或对对账单提出异议',
      '由他人提出，或對對帳單提出異議',
    ),
    sentence('nobody decides on their own pay', '不得对本人的薪酬作出决定', '不得對本人的薪酬作出決定'),
    sentence(
      'whoever proposed a correction cannot decide on it',
      '提出更正的人不得对其作出决定',
      '提出更正的人不得對其作出決定',
    ),
    sentence('a decision by another person', '由他人决定', '由他人決定'),
    sentence(
      'a rule credits someone who is not here',
      '有规则将业绩归属给不存在的人员',
      '有規則將業績歸屬給不存在的人員',
    ),
    sentence('the id of a person', '人员的编号', '人員的編號'),
    sentence(
      'a share is above 0 % and up to 100 %',
      '每份分成须大于 0%，不超过 100%',
      '每份分成須大於 0%，不超過 100%',
    ),
    sentence("a share such as '50%', '0.5' or '1/3'", '分成，如 50%、0.5 或 1/3', '分成，如 50%、0.5 或 1/3'),
    sentence('everyone has one part of a deal', '每人在一个商机中只有一份分成', '每人在一個商機中只有一份分成'),
    sentence('a person once, with the sum of their parts', '每人一行，填写其分成之和', '每人一列，填寫其分成之和'),
    sentence(
      'the parts make {percent}, not 100 %',
      '分成合计为 {percent}，应为 100%',
      '分成合計為 {percent}，應為 100%',
    ),
    sentence(
      'parts that make exactly 100 % (thirds are written 1/3): take away {percent} %',
      '合计恰为 100%（三分之一写作 1/3）：须减去 {percent}%',
      '合計恰為 100%（三分之一寫作 1/3）：須減去 {percent}%',
    ),
    sentence(
      'parts that make exactly 100 % (thirds are written 1/3): add {percent} %',
      '合计恰为 100%（三分之一写作 1/3）：须增加 {percent}%',
      '合計恰為 100%（三分之一寫作 1/3）：須增加 {percent}%',
    ),
    sentence('nobody has this id', '没有此编号的人员', '沒有此編號的人員'),
    sentence('the correction is {-state}', '此更正{-state}', '此更正{-state}'),
    sentence('a correction that is {-state}', '{-state}的更正', '{-state}的更正'),
  ],
  words: {
    proposed: text('waiting for approval', '待批准', '待核准'),
    approved: text('approved', '已批准', '已核准'),
    rejected: text('refused', '已驳回', '已駁回'),
    share: text('Share', '分成', '分成'),
    payee: text('Payee', '归属人', '歸屬人'),
    parts: text('Parts', '分成', '分成'),
    rules: text('Rules', '规则', '規則'),
  },
};
