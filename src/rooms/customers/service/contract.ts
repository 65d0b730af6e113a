import { choices, field, ownerField, reference } from '#kernel/fields.ts';
import { text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';

/** A customer's question, complaint or request. */
export const ticketKind: RecordKind = {
  kind: 'ticket',
  room: 'customers',
  path: 'tickets',
  table: 'ticket',
  label: text('Ticket', '服务工单', '服務工單'),
  plural: text('Tickets', '服务工单', '服務工單'),
  icon: 'lifebuoy',
  title: 'subject',
  ownership: { by: 'owner' },
  searched: [],
  defaultSort: { field: 'openedAt', descending: true },
  views: [
    { id: 'open', label: text('Not closed', '未关闭', '未關閉'), filter: ['status:in:open,waiting'] },
    {
      id: 'mine',
      label: text('Mine, not closed', '我的未关闭', '我的未關閉'),
      filter: ['status:in:open,waiting', 'ownerId:eq:@me'],
    },
  ],
  board: { by: 'status' },
  fields: [
    field('subject', 'text', ['Subject', '主题', '主旨'], { required: true, listed: true }),
    reference('accountId', 'account', ['Customer', '客户', '客戶'], { listed: true, also: ['account', '客户'] }),
    ownerField,
    reference('productId', 'product', ['Product', '产品', '產品'], { listed: true }),
    field('category', 'choice', ['Category', '类别', '類別'], {
      listed: true,
      choices: choices(
        ['question', 'Question', '咨询', '諮詢'],
        ['complaint', 'Complaint', '投诉', '投訴', 'bad'],
        ['warranty', 'Warranty', '保修', '保固'],
        ['return', 'Return', '退货', '退貨'],
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
    field('status', 'choice', ['Status', '状态', '狀態'], {
      listed: true,
      choices: choices(
        ['open', 'Open', '待处理', '待處理'],
        ['waiting', 'Waiting', '等待客户', '等待客戶'],
        ['closed', 'Closed', '已关闭', '已關閉', 'good'],
      ),
    }),
    field('openedAt', 'instant', ['Opened', '创建时间', '建立時間'], { listed: true, sortable: true }),
    field('respondedAt', 'instant', ['First response', '首次响应', '首次回應']),
    field('closedAt', 'instant', ['Closed', '关闭时间', '關閉時間']),
    field('satisfaction', 'whole', ['Satisfaction (1–5)', '满意度（1–5）', '滿意度（1–5）'], {
      min: 1,
      max: 5,
      listed: true,
    }),
  ],
};
