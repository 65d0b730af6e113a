import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

/** What is found wrong when the log is verified. */
export const logProblems: SpokenPart = {
  sentences: [
    sentence('the seal of this block was altered', '此区块的封印已被更改', '此區塊的封印已被變更'),
    sentence('the block before this one is missing or was altered', '前一区块缺失或已被更改', '前一區塊缺失或已被變更'),
    sentence(
      '{present} events stand where {sealed} were sealed',
      '封存了 {sealed} 条事件，现有 {present} 条',
      '封存了 {sealed} 筆事件，現有 {present} 筆',
    ),
    sentence('events of this block were replaced or reordered', '此区块的事件被替换或重排', '此區塊的事件被替換或重排'),
    sentence('this event was altered after it was written', '此事件写入后被更改', '此事件寫入後被變更'),
    sentence('this event is in no sealed block', '此事件不在任何封存区块中', '此事件不在任何封存區塊中'),
  ],
};
