import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

export const opportunityRefusals: SpokenPart = {
  sentences: [
    sentence('the stage does not exist', '没有这个阶段', '沒有這個階段'),
    sentence('the stage belongs to another pipeline', '该阶段属于另一条销售管道', '該階段屬於另一條銷售管道'),
    sentence('a stage of the same pipeline', '同一销售管道的阶段', '同一銷售管道的階段'),
    sentence(
      'an opportunity cannot close before it was created',
      '商机的关闭日期不能早于创建日期',
      '商機的關閉日期不能早於建立日期',
    ),
    sentence('a day from {day}', '{day} 或之后的日期', '{day} 或之後的日期'),
    sentence(
      'the stage "{stage}" needs {-field}',
      '进入“{stage}”阶段前须填写“{-field}”',
      '進入「{stage}」階段前須填寫「{-field}」',
    ),
    sentence('a value before this stage is entered', '进入此阶段前须填写', '進入此階段前須填寫'),
    sentence(
      'a lost opportunity needs a reason: it is what others learn from',
      '输单须填写原因，供团队借鉴',
      '輸單須填寫原因，供團隊借鏡',
    ),
    sentence('an opportunity has no negative amount', '商机金额不能为负', '商機金額不能為負'),
  ],
};
