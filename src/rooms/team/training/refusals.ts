import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

export const trainingRefusals: SpokenPart = {
  sentences: [
    sentence(
      'a course does not end before it begins',
      '课程的结束日期不能早于开始日期',
      '課程的結束日期不能早於開始日期',
    ),
    sentence('a day from {day} on', '{day} 或之后的日期', '{day} 或之後的日期'),
    sentence('a course is not completed before one enrols', '完成日期不能早于报名日期', '完成日期不能早於報名日期'),
  ],
};
