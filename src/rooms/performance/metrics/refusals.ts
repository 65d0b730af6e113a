import { text } from '#kernel/local-text.ts';
import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

export const metricRefusals: SpokenPart = {
  sentences: [
    sentence('the metric {metric} is not open to you', '您无权查看指标 {metric}', '您無權檢視指標 {metric}'),
    sentence('no metric is called {name}', '没有名为 {name} 的指标', '沒有名為 {name} 的指標'),
    sentence(
      '{metric} cannot be sliced by {-dimension}',
      '指标 {metric} 不能按“{-dimension}”细分',
      '指標 {metric} 不能按「{-dimension}」細分',
    ),
    sentence('invalid period: {period}', '期间无效：{period}', '期間無效：{period}'),
    sentence(
      '2017, 2017-Q3, 2017-03, 2017-03-05 or two of them joined by ".."',
      '2017、2017-Q3、2017-03、2017-03-05，或以“..”连接的两个',
      '2017、2017-Q3、2017-03、2017-03-05，或以「..」連接的兩個',
    ),
  ],
  words: { period: text('Period', '期间', '期間') },
};
