import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

export const accountValueRefusals: SpokenPart = {
  sentences: [
    sentence('no customer has this id', '没有此编号的客户', '沒有此編號的客戶'),
    sentence('a refusal needs a reason', '不采纳须说明理由', '不採納須說明理由'),
    sentence('at least three characters', '至少三个字符', '至少三個字元'),
    sentence('no customer or product has this id', '没有此编号的客户或产品', '沒有此編號的客戶或產品'),
  ],
};
