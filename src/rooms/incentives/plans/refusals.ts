import { text } from '#kernel/local-text.ts';
import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

/** What is refused of pay plans, their versions and who is on them. */
export const planRefusals: SpokenPart = {
  sentences: [
    sentence(
      'an assignment ends on or after its first day',
      '指派的结束日期不能早于其首日',
      '指派的結束日期不能早於其首日',
    ),
    sentence('a day on or after {day}', '{day} 或之后的日期', '{day} 或之後的日期'),
    sentence('new terms begin while the assignment holds', '新条款须在指派有效期内开始', '新條款須在指派有效期內開始'),
    sentence('a day from {first} to {last}', '{first} 至 {last} 之间的日期', '{first} 至 {last} 之間的日期'),
    sentence('{period} is closed with this assignment', '{period} 已按此指派关账', '{period} 已按此指派關帳'),
    sentence(
      'an end (throughOn) instead of a removal, on or after {day}',
      '不能移除，请改为设定 {day} 或之后的结束日期',
      '不能移除，請改為設定 {day} 或之後的結束日期',
    ),
    sentence('there is no such {-target}', '没有此{-target}', '沒有此{-target}'),
    sentence('a role such as rep', '角色，如 rep', '角色，如 rep'),
    sentence('the id of a {-target}', '{-target}的编号', '{-target}的編號'),
    sentence(
      '{name} is on a plan on some of these days already',
      '{name} 在其中一些日期已有方案',
      '{name} 在其中一些日期已有方案',
    ),
    sentence(
      'days outside {first} – {last}, or an end of the earlier assignment',
      '{first} – {last} 以外的日期，或先结束较早的指派',
      '{first} – {last} 以外的日期，或先結束較早的指派',
    ),
    sentence(
      'there is a plan {name} already: make a new version of it',
      '已有方案 {name}，请为其新建版本',
      '已有方案 {name}，請為其新增版本',
    ),
    sentence('a name (plan:) of its own', '另用一个方案名（plan:）', '另用一個方案名（plan:）'),
    sentence(
      'whoever wrote a plan cannot approve or reject it',
      '编写方案的人不得批准或驳回它',
      '編寫方案的人不得核准或駁回它',
    ),
    sentence('a decision by someone who did not write in it', '由未参与编写的人决定', '由未參與編寫的人決定'),
    sentence(
      'version {number} holds on some of the same days',
      '版本 {number} 的有效期与此重叠',
      '版本 {number} 的有效期與此重疊',
    ),
    sentence(
      'a first day (effective: { from: … }) after {day} of version {number}',
      '首日（effective: { from: … }）须晚于版本 {number} 的 {day}',
      '首日（effective: { from: … }）須晚於版本 {number} 的 {day}',
    ),
    sentence(
      '{period} is closed with version {number}',
      '{period} 已按版本 {number} 关账',
      '{period} 已按版本 {number} 關帳',
    ),
    sentence('a first day after {day}', '首日须晚于 {day}', '首日須晚於 {day}'),
    sentence('a version keeps the name of its plan', '版本须沿用方案的名称', '版本須沿用方案的名稱'),
    sentence('the plan version is {-state}', '此方案版本为{-state}', '此方案版本為{-state}'),
    sentence('a plan version that is {-state}', '{-state}的方案版本', '{-state}的方案版本'),
    sentence(
      'a plan version that is a draft: make a new version to change it',
      '草稿版本；如需更改，请新建版本',
      '草稿版本；如需變更，請新增版本',
    ),
  ],
  words: {
    role: text('role', '角色', '角色'),
    draft: text('draft', '草稿', '草稿'),
    'a draft': text('a draft', '草稿', '草稿'),
    submitted: text('waiting for approval', '待批准', '待核准'),
    'submitted for approval': text('submitted for approval', '待批准', '待核准'),
    approved: text('approved', '已批准', '已核准'),
    retired: text('retired', '已停用', '已停用'),
    targetId: text('Who', '对象', '對象'),
    throughOn: text('Last day', '结束日期', '結束日期'),
    termsFrom: text('New terms from', '新条款开始日期', '新條款開始日期'),
    'effective.from': text('First day', '首日', '首日'),
    text: text('Text of the plan', '方案正文', '方案正文'),
  },
};
