import { choices, field, ownerField, reference } from '#kernel/fields.ts';
import { text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';

/** Someone who may become an account, not yet qualified. */
export const leadKind: RecordKind = {
  kind: 'lead',
  room: 'selling',
  path: 'leads',
  table: 'lead',
  label: text('Lead', '线索', '潛在客戶線索'),
  plural: text('Leads', '线索', '潛在客戶線索'),
  icon: 'target-arrow',
  title: 'name',
  ownership: { by: 'owner' },
  searched: ['name', 'companyName'],
  defaultSort: { field: 'receivedAt', descending: true },
  views: [
    { id: 'open', label: text('To be worked on', '待跟进', '待跟進'), filter: ['status:in:new,working'] },
    {
      id: 'mine',
      label: text('Mine, to be worked on', '我的待跟进', '我的待跟進'),
      filter: ['status:in:new,working', 'ownerId:eq:@me'],
    },
    { id: 'new', label: text('Not answered yet', '尚未响应', '尚未回應'), filter: ['status:eq:new'] },
  ],
  board: { by: 'status' },
  customFields: true,
  headline: ['status', 'receivedAt', 'firstResponseAt', 'score'],
  related: [{ kind: 'activity', by: 'leadId' }],
  fields: [
    field('name', 'text', ['Name', '姓名', '姓名'], { required: true, listed: true, also: ['lead', '线索'] }),
    field('companyName', 'text', ['Company', '公司', '公司'], { listed: true, also: ['company', 'account'] }),
    ownerField,
    field('status', 'choice', ['Status', '状态', '狀態'], {
      listed: true,
      choices: choices(
        ['new', 'New', '新线索', '新線索'],
        ['working', 'Working', '跟进中', '跟進中', 'accent'],
        ['qualified', 'Qualified', '已确认', '已確認', 'good'],
        ['converted', 'Converted', '已转商机', '已轉商機', 'good'],
        ['disqualified', 'Disqualified', '无效', '無效', 'bad'],
      ),
    }),
    reference('poolId', 'pool', ['Public pool', '公海', '公海'], { computed: true }),
    field('source', 'text', ['Source', '来源', '來源'], { listed: true, also: ['lead source', '线索来源'] }),
    field('channel', 'text', ['Channel', '渠道', '通路']),
    field('region', 'text', ['Region', '地区', '地區'], { listed: true }),
    field('industry', 'text', ['Industry', '行业', '產業']),
    field('email', 'email', ['E-mail', '邮箱', '電子郵件'], { access: 'personal', matches: true }),
    field('phone', 'phone', ['Phone', '电话', '電話'], {
      access: 'personal',
      matches: true,
      also: ['phone number', 'mobile', '手机', '手机号', '手機'],
    }),
    field('need', 'longText', ['Need', '需求', '需求']),
    field('score', 'percent', ['Score', '评分', '評分'], { computed: true, listed: true }),
    field('receivedAt', 'instant', ['Received', '获取时间', '取得時間'], {
      listed: true,
      also: ['created', 'created date', 'create date', '创建时间', '建立時間'],
      sortable: true,
      createOnly: true,
    }),
    field('firstResponseAt', 'instant', ['First response', '首次响应', '首次回應'], { listed: true }),
    field('respondBy', 'instant', ['Answer due', '应响应时间', '應回應時間'], {
      computed: true,
      listed: true,
      sortable: false,
    }),
    field('lastActivityOn', 'date', ['Last contact', '最近联系', '最近聯絡'], { computed: true }),
    field('claimedAt', 'instant', ['Claimed', '领取时间', '領取時間'], { computed: true }),
    field('qualifiedAt', 'instant', ['Qualified', '确认时间', '確認時間']),
    field('disqualifiedReason', 'text', ['Reason', '无效原因', '無效原因']),
    reference('accountId', 'account', ['Customer', '客户', '客戶']),
    reference('opportunityId', 'opportunity', ['Opportunity', '商机', '商機'], { computed: true }),
  ],
};

/** Where leads and customers without an owner wait to be claimed. */
export const poolKind: RecordKind = {
  kind: 'pool',
  room: 'selling',
  path: 'pools',
  table: 'pool',
  label: text('Public pool', '公海', '公海'),
  plural: text('Public pools', '公海', '公海'),
  icon: 'ripple',
  title: 'name',
  ownership: { by: 'company' },
  searched: [],
  defaultSort: { field: 'name', descending: false },
  related: [{ kind: 'lead', by: 'poolId' }],
  fields: [
    field('name', 'text', ['Name', '名称', '名稱'], { required: true, listed: true, sortable: true }),
    field('holds', 'choice', ['Holds', '内容', '內容'], {
      required: true,
      listed: true,
      choices: choices(['lead', 'Leads', '线索', '線索'], ['account', 'Customers', '客户', '客戶']),
    }),
    reference('unitId', 'unit', ['For unit', '所属单元', '所屬單位'], { listed: true }),
    field('idleDays', 'whole', ['Returns after idle days', '闲置天数后退回', '閒置天數後退回'], {
      min: 1,
      max: 3650,
      listed: true,
    }),
    field('leavers', 'boolean', ['Takes back from leavers', '离职人员自动退回', '離職人員自動退回'], { listed: true }),
    field('contractEnded', 'boolean', ['Takes back when the contract ends', '合同到期自动退回', '合約到期自動退回']),
    field('assignment', 'choice', ['New leads go to', '新线索分配', '新線索分配'], {
      listed: true,
      choices: choices(
        ['pool', 'The pool', '进入公海', '進入公海'],
        ['roundRobin', 'Each in turn', '轮流分配', '輪流分配'],
        ['territory', 'The territory', '按销售区域', '按銷售區域'],
        ['load', 'Whoever has fewest', '按负荷最少', '按負荷最少'],
      ),
    }),
    field('responseHours', 'whole', ['Answer within hours', '响应时限（小时）', '回應時限（小時）'], {
      min: 1,
      max: 720,
    }),
    field('claimLimit', 'whole', ['Most claimed per person', '每人持有上限', '每人持有上限'], { min: 1, listed: true }),
    field('claimsPerDay', 'whole', ['Claims per day', '每日领取上限', '每日領取上限'], { min: 1, listed: true }),
  ],
};
