import { text } from '#kernel/local-text.ts';
import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

export const simulationRefusals: SpokenPart = {
  sentences: [
    sentence(
      'a simulation ends on or after its first day',
      '模拟的结束日期不能早于其首日',
      '模擬的結束日期不能早於其首日',
    ),
    sentence('plans side by side pay in one currency', '对比的方案须使用同一币种', '對比的方案須使用同一幣別'),
    sentence('only a draft of the scenario can be applied', '只能采用情景中的草稿方案', '只能採用情境中的草稿方案'),
    sentence('the place of a plan that was handed in as text', '以正文提交的方案的序号', '以正文送出的方案的序號'),
  ],
  words: { plans: text('Plans', '方案', '方案') },
};
