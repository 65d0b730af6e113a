import { choices, field, ownerField, reference } from '#kernel/fields.ts';
import { text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';

/** A call, visit, meeting, e-mail, message or demo. */
export const activityKind: RecordKind = {
  kind: 'activity',
  room: 'selling',
  path: 'activities',
  table: 'activity',
  label: text('Activity', '销售活动', '銷售活動'),
  plural: text('Activities', '销售活动', '銷售活動'),
  icon: 'phone',
  title: 'subject',
  ownership: { by: 'owner' },
  searched: [],
  defaultSort: { field: 'occurredAt', descending: true },
  fields: [
    field('type', 'choice', ['Type', '类型', '類型'], {
      required: true,
      listed: true,
      choices: choices(
        ['call', 'Call', '电话', '電話'],
        ['visit', 'Visit', '拜访', '拜訪'],
        ['meeting', 'Meeting', '会议', '會議'],
        ['email', 'E-mail', '邮件', '郵件'],
        ['message', 'Message', '消息', '訊息'],
        ['demo', 'Demo', '演示', '示範'],
      ),
    }),
    field('subject', 'text', ['Subject', '主题', '主旨'], { required: true, listed: true }),
    ownerField,
    reference('accountId', 'account', ['Customer', '客户', '客戶'], {
      listed: true,
      also: ['account', 'company / account'],
    }),
    reference('opportunityId', 'opportunity', ['Opportunity', '商机', '商機'], { listed: true, also: ['opportunity'] }),
    reference('contactId', 'contact', ['Contact', '联系人', '聯絡人']),
    reference('leadId', 'lead', ['Lead', '线索', '線索']),
    field('occurredAt', 'instant', ['When', '时间', '時間'], {
      required: true,
      listed: true,
      sortable: true,
      also: ['date', '日期'],
    }),
    field('minutes', 'whole', ['Minutes', '时长（分钟）', '時長（分鐘）'], { min: 0, max: 10_000 }),
    field('direction', 'choice', ['Direction', '方向', '方向'], {
      choices: choices(['out', 'Outgoing', '主动', '主動'], ['in', 'Incoming', '来访', '來訪']),
    }),
    field('result', 'text', ['Result', '结果', '結果'], { listed: true }),
    field('note', 'longText', ['Note', '备注', '備註'], { also: ['comments', 'description', '内容'] }),
  ],
};
