import { text } from '#kernel/local-text.ts';
import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

export const territoryRefusals: SpokenPart = {
  sentences: [
    sentence('no customer with this id is open to you', '没有您可见的此编号的客户', '沒有您可見的此編號的客戶'),
    sentence(
      'no territory with this id is open to you',
      '没有您可见的此编号的销售区域',
      '沒有您可見的此編號的銷售區域',
    ),
    sentence(
      '{customer} has changed its territory since the proposal was made',
      '方案提出后，{customer} 已换了销售区域',
      '方案提出後，{customer} 已換了銷售區域',
    ),
    sentence('none', '无', '無'),
    sentence(
      'a design needs two territories and a customer with a place for each',
      '划分至少需要两个销售区域，且每个区域有一个带位置的客户',
      '劃分至少需要兩個銷售區域，且每個區域有一個帶位置的客戶',
    ),
    sentence('at least 2 territories', '至少 2 个销售区域', '至少 2 個銷售區域'),
  ],
  words: { region: text('Region', '大区', '大區') },
};
