import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

export const quotaRefusals: SpokenPart = {
  sentences: [
    sentence('a quota ends after it begins', '配额的结束日期须晚于开始日期', '配額的結束日期須晚於開始日期'),
    sentence('a day after {day}', '{day} 之后的日期', '{day} 之後的日期'),
    sentence(
      'there is a quota of the same on some of these days already',
      '其中一些日期已有同一指标的配额',
      '其中一些日期已有同一指標的配額',
    ),
    sentence(
      'days outside {first} – {last}, or a change of that quota',
      '{first} – {last} 以外的日期，或修改该配额',
      '{first} – {last} 以外的日期，或修改該配額',
    ),
  ],
};
