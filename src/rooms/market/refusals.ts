import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

export const marketRefusals: SpokenPart = {
  sentences: [
    sentence('no product has this id', '没有此编号的产品', '沒有此編號的產品'),
    sentence('no promotion has this id', '没有此编号的促销', '沒有此編號的促銷'),
  ],
};
