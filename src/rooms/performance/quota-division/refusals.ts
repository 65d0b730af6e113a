import { text } from '#kernel/local-text.ts';
import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

export const divisionRefusals: SpokenPart = {
  sentences: [
    sentence('a day such as 2026-11-23 is expected', '应为日期，如 2026-11-23', '應為日期，如 2026-11-23'),
    sentence(
      'an amount such as 1200000 or 1200000.00 is expected',
      '应为金额，如 1200000 或 1200000.00',
      '應為金額，如 1200000 或 1200000.00',
    ),
    sentence(
      'nobody whose quota you may see holds a selling seat on this day',
      '这一天没有您可查看其配额的销售岗位人员',
      '這一天沒有您可檢視其配額的銷售職位人員',
    ),
    sentence(
      'a day on which a representative or team lead holds a seat',
      '有销售代表或主管在岗的日期',
      '有業務代表或主管在職的日期',
    ),
    sentence(
      '{-field} is {found}, not {=expected}',
      '“{-field}”为 {found}，应为{=expected}',
      '「{-field}」為 {found}，應為{=expected}',
    ),
    sentence('an amount above zero', '大于零的金额', '大於零的金額'),
    sentence('a multiple of {unit} above zero', '大于零且为 {unit} 的整数倍', '大於零且為 {unit} 的整數倍'),
    sentence('the days end after they begin', '结束日期须晚于开始日期', '結束日期須晚於開始日期'),
  ],
  words: { unit: text('Unit', '取整单位', '取整單位'), total: text('Total', '总额', '總額') },
};
