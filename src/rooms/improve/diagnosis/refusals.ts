import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

export const diagnosisRefusals: SpokenPart = {
  sentences: [sentence('no finding has this id', '没有此编号的诊断发现', '沒有此編號的診斷發現')],
};
