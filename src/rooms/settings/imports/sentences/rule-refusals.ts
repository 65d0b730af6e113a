import { type Sentence, sentence } from '#kernel/sentences/sentence.ts';

/** What the rules of the records refuse when rows are stored. */
export const ruleRefusals: readonly Sentence[] = [
  sentence('the stage does not exist', '没有这个阶段', '沒有這個階段'),
  sentence('the stage belongs to another pipeline', '该阶段属于另一条销售管道', '該階段屬於另一條銷售管道'),
  sentence('a stage of the same pipeline', '同一销售管道的阶段', '同一銷售管道的階段'),
  sentence(
    'an opportunity cannot close before it was created',
    '商机的关闭日期不能早于创建日期',
    '商機的關閉日期不能早於建立日期',
  ),
  sentence('an opportunity has no negative amount', '商机金额不能为负', '商機金額不能為負'),
  sentence('a disqualified lead needs a reason', '判为无效的线索须填写原因', '判為無效的潛在客戶線索須填寫原因'),
  sentence('a quota ends after it begins', '配额的结束日期须晚于开始日期', '配額的結束日期須晚於開始日期'),
  sentence('an assignment ends after it begins', '任职的结束日期须晚于开始日期', '任職的結束日期須晚於開始日期'),
  sentence(
    'a course does not end before it begins',
    '课程的结束日期不能早于开始日期',
    '課程的結束日期不能早於開始日期',
  ),
  sentence('a course is not completed before one enrols', '完成日期不能早于报名日期', '完成日期不能早於報名日期'),
  sentence('a unit cannot stand below itself', '组织单元不能隶属于自己', '組織單位不能隸屬於自己'),
  sentence('a unit that does not belong to it', '不属于它的组织单元', '不屬於它的組織單位'),
  sentence('one administrator must be able to sign in', '至少须有一位管理员可以登录', '至少須有一位管理員可以登入'),
  sentence('a day after {day}', '{day} 之后的日期', '{day} 之後的日期'),
  sentence('a day from {day} on', '{day} 或之后的日期', '{day} 或之後的日期'),
  sentence('a day from {day}', '{day} 或之后的日期', '{day} 或之後的日期'),
];
