import { text } from '#kernel/local-text.ts';
import { defineWords } from '#web/i18n/define-words.ts';

export const routeWords = defineWords('dayRoute', {
  title: text('Today’s route', '今日路线', '今日路線'),
  summary_one: text('{{count}} visit, {{km}} km', '{{count}} 站，{{km}} 公里', '{{count}} 站，{{km}} 公里'),
  summary_other: text('{{count}} visits, {{km}} km', '{{count}} 站，{{km}} 公里', '{{count}} 站，{{km}} 公里'),
  saved: text('{{km}} km less than in the planned order', '比原定顺序少 {{km}} 公里', '比原定順序少 {{km}} 公里'),
  longer: text(
    '{{km}} km more than in the planned order, so that agreed times are kept',
    '为守约定时间，比原定顺序多 {{km}} 公里',
    '為守約定時間，比原定順序多 {{km}} 公里',
  ),
  same: text('as short as the planned order', '与原定顺序里程相同', '與原定順序里程相同'),
  start: text('Start and end', '起止地点', '起訖地點'),
  leave: text('From', '出发时间', '出發時間'),
  middle: text('{{city}}, city centre', '{{city}}市中心', '{{city}}市中心'),
  planned: text('planned {{time}}', '原定 {{time}}', '原定 {{time}}'),
  agreed: text('agreed', '已约定', '已約定'),
  leg: text('{{km}} km', '{{km}} 公里', '{{km}} 公里'),
  lunch: text('Lunch', '午餐', '午餐'),
  back: text('Back', '返回', '返回'),
  city: text('city only', '仅知城市', '僅知城市'),
  left: text('Cannot be placed', '无法安排', '無法安排'),
  noPlace: text('no coordinates and no known city', '没有经纬度，城市也无法识别', '沒有經緯度，城市也無法識別'),
  noRoom: text('does not fit into the day', '当天排不下', '當天排不下'),
  tooLate: text(
    'driving straight there one arrives at {{time}}, too late: leave earlier or agree another time',
    '直接前往最早 {{time}} 才到，已赶不上：请提前出发或改约时间',
    '直接前往最早 {{time}} 才到，已趕不上：請提早出發或改約時間',
  ),
  empty: text(
    'No visit is planned for today. A task of the type visit about a customer appears here.',
    '今天没有计划拜访。为客户建立“拜访”类任务后，会显示在这里。',
    '今天沒有計劃拜訪。為客戶建立「拜訪」類任務後，會顯示在這裡。',
  ),
  basis: text(
    'Straight lines × {{factor}}, {{speed}} km/h; one is at agreed times at most 10 minutes late, with 45 minutes of lunch and done by 18:00.',
    '按直线距离 × {{factor}}、时速 {{speed}} 公里估算；约定时间最多晚到 10 分钟，并保证 45 分钟午餐与 18:00 前收工。',
    '按直線距離 × {{factor}}、時速 {{speed}} 公里估算；約定時間最多晚到 10 分鐘，並保證 45 分鐘午餐與 18:00 前收工。',
  ),
  map: text('Map of the route', '路线图', '路線圖'),
});
