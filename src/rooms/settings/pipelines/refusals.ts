import { text } from '#kernel/local-text.ts';
import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

export const pipelineRefusals: SpokenPart = {
  sentences: [
    sentence('the pipeline has no {-outcome} stage', '此销售管道没有{-outcome}阶段', '此銷售管道沒有{-outcome}階段'),
    sentence(
      'at least one open, one won and one lost stage',
      '进行中、赢单、输单阶段至少各一个',
      '進行中、贏單、輸單階段至少各一個',
    ),
    sentence(
      'won and lost come after every open stage',
      '赢单与输单须排在所有进行中的阶段之后',
      '贏單與輸單須排在所有進行中的階段之後',
    ),
    sentence('open stages first', '进行中的阶段在前', '進行中的階段在前'),
    sentence('two stages have the same name', '两个阶段的名称相同', '兩個階段的名稱相同'),
    sentence(
      'a {-outcome} stage has a chance of {chance}',
      '{-outcome}阶段的赢率为 {chance}',
      '{-outcome}階段的贏率為 {chance}',
    ),
    sentence(
      '{stage} requires {-field}, which nobody can fill in',
      '“{stage}”要求填写“{-field}”，但此字段无法填写',
      '「{stage}」要求填寫「{-field}」，但此欄位無法填寫',
    ),
    sentence('a field of the opportunity', '商机的字段', '商機的欄位'),
    sentence('this stage does not belong to the pipeline', '此阶段不属于该销售管道', '此階段不屬於該銷售管道'),
    sentence('there is no such pipeline', '没有此销售管道', '沒有此銷售管道'),
    sentence(
      'another design of this pipeline was put into force since you read it',
      '在您打开之后，此销售管道的另一份设计已生效',
      '在您開啟之後，此銷售管道的另一份設計已生效',
    ),
    sentence('{count} deals stand in “{stage}”', '“{stage}”中有 {count} 个商机', '「{stage}」中有 {count} 個商機'),
    sentence('the {-outcome} stage they go to', '它们将转入的{-outcome}阶段', '它們將轉入的{-outcome}階段'),
  ],
  words: {
    open: text('open', '进行中', '進行中'),
    won: text('won', '赢单', '贏單'),
    lost: text('lost', '输单', '輸單'),
    stages: text('Stages', '阶段', '階段'),
    outcome: text('Meaning', '含义', '含義'),
    probability: text('Chance', '赢率', '贏率'),
    requiredFields: text('Required fields', '必填字段', '必填欄位'),
    moves: text('Moves', '去向', '去向'),
  },
};
