import { choices, field, ownerField } from '#kernel/fields.ts';
import { text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';

/** Something someone has to do by a day, about a record or not. */
export const taskKind: RecordKind = {
  kind: 'task',
  room: 'today',
  path: 'tasks',
  table: 'task',
  label: text('Task', '任务', '任務'),
  plural: text('Tasks', '任务', '任務'),
  icon: 'checkbox',
  title: 'subject',
  ownership: { by: 'owner' },
  searched: [],
  defaultSort: { field: 'dueOn', descending: false },
  views: [
    { id: 'open', label: text('To do', '待办', '待辦'), filter: ['status:eq:open'] },
    { id: 'mine', label: text('Mine, to do', '我的待办', '我的待辦'), filter: ['status:eq:open', 'ownerId:eq:@me'] },
    {
      id: 'overdue',
      label: text('Overdue', '已逾期', '已逾期'),
      filter: ['status:eq:open', 'dueOn:lt:@today'],
    },
  ],
  board: { by: 'status' },
  fields: [
    field('subject', 'text', ['Subject', '主题', '主旨'], { required: true, listed: true, also: ['task', '任务'] }),
    field('type', 'choice', ['Type', '类型', '類型'], {
      listed: true,
      choices: choices(
        ['todo', 'To do', '待办事项', '待辦事項'],
        ['call', 'Call', '电话', '電話'],
        ['visit', 'Visit', '拜访', '拜訪'],
      ),
    }),
    ownerField,
    field('dueOn', 'date', ['Due on', '截止日期', '截止日期'], { listed: true, sortable: true }),
    field('plannedAt', 'instant', ['Planned for', '计划时间', '計劃時間']),
    field('timeAgreed', 'boolean', ['Time is agreed', '时间已与客户约定', '時間已與客戶約定']),
    field('minutes', 'whole', ['Minutes', '时长（分钟）', '時長（分鐘）'], { min: 1, max: 1440 }),
    field('status', 'choice', ['Status', '状态', '狀態'], {
      listed: true,
      choices: choices(
        ['open', 'Open', '待办', '待辦'],
        ['done', 'Done', '完成', '完成', 'good'],
        ['dropped', 'Dropped', '放弃', '放棄'],
      ),
    }),
    field('priority', 'choice', ['Priority', '优先级', '優先級'], {
      listed: true,
      choices: choices(
        ['low', 'Low', '低', '低'],
        ['normal', 'Normal', '普通', '普通'],
        ['high', 'High', '高', '高', 'warning'],
      ),
    }),
    field('doneAt', 'instant', ['Done', '完成时间', '完成時間'], { computed: true }),
    field('aboutKind', 'text', ['About (kind)', '关联类型', '關聯類型'], { createOnly: true }),
    field('aboutId', 'text', ['About (id)', '关联记录', '關聯記錄'], { createOnly: true }),
    field('note', 'longText', ['Note', '备注', '備註']),
  ],
};
