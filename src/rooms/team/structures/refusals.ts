import { text } from '#kernel/local-text.ts';
import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

export const structureRefusals: SpokenPart = {
  sentences: [
    sentence('the past is not rewritten', '不能改写过去的组织', '不能改寫過去的組織'),
    sentence('there is no such unit on this day', '这一天没有此组织单元', '這一天沒有此組織單位'),
    sentence('there is no such position on this day', '这一天没有此岗位', '這一天沒有此職位'),
    sentence('nobody holds this on this day', '这一天无人担任', '這一天無人擔任'),
    sentence('a unit cannot stand below itself', '组织单元不能隶属于自己', '組織單位不能隸屬於自己'),
    sentence('a unit that does not belong to it', '不属于它的组织单元', '不屬於它的組織單位'),
    sentence('an assignment ends after it begins', '任职的结束日期须晚于开始日期', '任職的結束日期須晚於開始日期'),
  ],
  words: {
    effectiveOn: text('In force from', '生效日期', '生效日期'),
    assignmentId: text('Assignment', '任职', '任職'),
    moves: text('Changes', '更改', '變更'),
  },
};
