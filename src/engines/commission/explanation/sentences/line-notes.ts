import { type Sentence, sentence } from '#kernel/sentences/sentence.ts';

/** What statement lines say beside their arithmetic. */
export const lineNotes: readonly Sentence[] = [
  sentence('total before {total}', '此前累计 {total}', '此前累計 {total}'),
  sentence('span total {total}', '区间累计 {total}', '區間累計 {total}'),
  sentence('part of {total}', '合计 {total} 的一部分', '合計 {total} 的一部分'),
  sentence('reached with {place}', '以 {place} 达到', '以 {place} 達到'),
  sentence('at {place}', '位于 {place}', '位於 {place}'),
  sentence('{days} of {all} days', '{all} 天中的 {days} 天', '{all} 天中的 {days} 天'),
  sentence('{share} % of the days at work', '在岗天数占 {share}%', '在職天數占 {share}%'),
  sentence('was {clause}', '原按条款 {clause}', '原按條款 {clause}'),
  sentence('base changed', '基数有变', '基數有變'),
  sentence('as it stands now', '按现在的情况', '按現在的情況'),
  sentence('as it stood before', '按此前的情况', '按此前的情況'),
  sentence(
    'takes back {credit} as it was paid under {clause}',
    '按原支付条款 {clause} 冲回 {credit}',
    '按原支付條款 {clause} 沖回 {credit}',
  ),
  sentence('earned {earned}, cap {limit}', '应得 {earned}，封顶 {limit}', '應得 {earned}，封頂 {limit}'),
  sentence('earned {earned}, floor {limit}', '应得 {earned}，保底 {limit}', '應得 {earned}，保底 {limit}'),
  sentence(
    '{objective}: weight {weight} % × score {score} %',
    '{objective}：权重 {weight}% × 得分 {score}%',
    '{objective}：權重 {weight}% × 得分 {score}%',
  ),
  sentence('{share} % of the pool of {whole}', '奖金池 {whole} 的 {share}%', '獎金池 {whole} 的 {share}%'),
  sentence('earned less than the draw', '应得低于预支额', '應得低於預支額'),
  sentence(
    'repays earlier draws from pay above the draw',
    '以超出预支额的收入归还此前预支',
    '以超出預支額的收入歸還此前預支',
  ),
  sentence(
    'closed {periods}: was {was}, should be {now}',
    '已关账的 {periods}：原为 {was}，应为 {now}',
    '已關帳的 {periods}：原為 {was}，應為 {now}',
  ),
];
