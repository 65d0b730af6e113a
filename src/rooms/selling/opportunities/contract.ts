import { baseAmountField, choices, currencyField, field, ownerField, reference } from '#kernel/fields.ts';
import { text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';

export const opportunityStatus = choices(
  ['open', 'Open', '进行中', '進行中'],
  ['won', 'Won', '赢单', '贏單', 'good'],
  ['lost', 'Lost', '输单', '輸單', 'bad'],
);

/** One possible sale, with stage, amount and close date. */
export const opportunityKind: RecordKind = {
  kind: 'opportunity',
  room: 'selling',
  path: 'opportunities',
  table: 'opportunity',
  label: text('Opportunity', '商机', '商機'),
  plural: text('Opportunities', '商机', '商機'),
  icon: 'coin',
  title: 'name',
  ownership: { by: 'owner' },
  searched: ['name'],
  asOf: true,
  defaultSort: { field: 'expectedCloseOn', descending: false },
  views: [
    { id: 'open', label: text('Open', '进行中', '進行中'), filter: ['status:eq:open'] },
    { id: 'mine', label: text('Mine, open', '我的进行中', '我的進行中'), filter: ['status:eq:open', 'ownerId:eq:@me'] },
    {
      id: 'overdue',
      label: text('Past the close date', '已过预计成交日', '已過預計成交日'),
      filter: ['status:eq:open', 'expectedCloseOn:lt:@today'],
    },
    {
      id: 'won',
      label: text('Won this quarter', '本季赢单', '本季贏單'),
      filter: ['status:eq:won', 'closedOn:gte:@quarter'],
      sort: '-baseAmount',
    },
  ],
  customFields: true,
  board: { by: 'stageId', sum: 'baseAmount', weight: 'probability' },
  headline: ['amount', 'stageId', 'expectedCloseOn', 'nextStep'],
  related: [
    { kind: 'opportunityLine', by: 'opportunityId' },
    { kind: 'activity', by: 'opportunityId' },
    { kind: 'order', by: 'opportunityId' },
  ],
  fields: [
    field('name', 'text', ['Name', '商机名称', '商機名稱'], {
      required: true,
      listed: true,
      also: ['opportunity', 'deal', 'opportunity name', '商机'],
    }),
    reference('accountId', 'account', ['Customer', '客户', '客戶'], {
      listed: true,
      also: ['account', 'customer', 'company', 'associated company', '客户名称', '公司'],
    }),
    ownerField,
    reference('pipelineId', 'pipeline', ['Pipeline', '销售管道', '銷售管道'], { also: ['pipeline'] }),
    reference('stageId', 'stage', ['Stage', '阶段', '階段'], {
      required: true,
      listed: true,
      also: ['stage', 'deal_stage', 'sales stage', '销售阶段'],
    }),
    field('status', 'choice', ['Status', '状态', '狀態'], { computed: true, choices: opportunityStatus }),
    field('amount', 'money', ['Amount', '金额', '金額'], {
      listed: true,
      also: ['close_value', 'value', '预计金额', '预计成交金额', '预计销售金额', '預計金額', '預計成交金額'],
    }),
    currencyField,
    baseAmountField,
    field('listAmount', 'money', ['Amount at list price', '目录价金额', '定價金額'], { column: 'list_minor' }),
    field('probability', 'percent', ['Win chance', '赢率', '贏率'], { computed: true, listed: true }),
    field('winChance', 'percent', ['Predicted', '预测赢率', '預測贏率'], {
      computed: true,
      listed: true,
      sortable: true,
      help: text(
        'Learned each night from closed deals as they stood while open',
        '每晚根据已关闭商机在进行中的状态学习得出',
        '每晚根據已關閉商機在進行中的狀態學習得出',
      ),
    }),
    field('createdOn', 'date', ['Created on', '创建日期', '建立日期'], {
      listed: true,
      sortable: true,
      createOnly: true,
      also: ['engage_date', 'created', 'open date', 'created date', 'create date', '创建时间', '建立時間'],
    }),
    field('expectedCloseOn', 'date', ['Expected close', '预计成交日', '預計成交日'], {
      listed: true,
      sortable: true,
      also: [
        'expected close date',
        'estimated close date',
        '预计成交日期',
        '预计签单日期',
        '預計成交日期',
        '預計結案日',
      ],
    }),
    field('closedOn', 'date', ['Closed on', '成交/关闭日期', '成交/關閉日期'], {
      also: ['close_date', 'closed', 'closing date', '成交日期'],
    }),
    reference('productId', 'product', ['Main product', '主要产品', '主要產品'], { also: ['product', '产品', '產品'] }),
    reference('contactId', 'contact', ['Contact', '联系人', '聯絡人']),
    reference('competitorId', 'competitor', ['Main competitor', '主要竞争对手', '主要競爭對手'], {
      also: ['competitor', '竞争对手'],
    }),
    field('source', 'text', ['Source', '来源', '來源'], { also: ['lead source'] }),
    field('channel', 'text', ['Channel', '渠道', '通路']),
    field('lostReason', 'text', ['Lost because', '输单原因', '輸單原因'], { also: ['loss reason'] }),
    field('nextStep', 'text', ['Next step', '下一步', '下一步'], { listed: true }),
    field('nextStepOn', 'date', ['Next step on', '下一步日期', '下一步日期']),
    field('stageEnteredOn', 'date', ['In this stage since', '进入阶段日期', '進入階段日期'], { computed: true }),
    field('firstExpectedCloseOn', 'date', ['First expected close', '最初预计成交日', '最初預計成交日'], {
      computed: true,
    }),
    field('slipCount', 'whole', ['Times postponed', '推迟次数', '推遲次數'], { computed: true }),
    field('lastActivityOn', 'date', ['Last contact', '最近联系', '最近聯絡'], { computed: true, listed: true }),
    field('month', 'whole', ['Month index', '月份序号', '月份序號'], { computed: true, internal: true }),
  ],
};

/** What is being sold in an opportunity. */
export const opportunityLineKind: RecordKind = {
  kind: 'opportunityLine',
  room: 'selling',
  path: 'opportunity-lines',
  table: 'opportunity_line',
  label: text('Product line', '产品明细', '產品明細'),
  plural: text('Product lines', '产品明细', '產品明細'),
  icon: 'list-details',
  title: 'quantity',
  ownership: { by: 'parent', kind: 'opportunity', column: 'opportunity_id' },
  searched: [],
  defaultSort: { field: 'quantity', descending: false },
  fields: [
    reference('opportunityId', 'opportunity', ['Opportunity', '商机', '商機'], { required: true, createOnly: true }),
    reference('productId', 'product', ['Product', '产品', '產品'], { required: true, listed: true }),
    field('quantity', 'decimal', ['Quantity', '数量', '數量'], {
      required: true,
      listed: true,
      min: 0,
      sortable: true,
    }),
    field('unitPrice', 'money', ['Unit price', '单价', '單價'], { required: true, listed: true }),
    field('amount', 'money', ['Amount', '金额', '金額'], { required: true, listed: true }),
    { ...currencyField, required: true },
  ],
};

/** The standard process. */
export const pipelineKind: RecordKind = {
  kind: 'pipeline',
  room: 'selling',
  path: 'pipelines',
  table: 'pipeline',
  label: text('Pipeline', '销售管道', '銷售管道'),
  plural: text('Pipelines', '销售管道', '銷售管道'),
  icon: 'filter',
  title: 'name',
  ownership: { by: 'company' },
  searched: [],
  defaultSort: { field: 'name', descending: false },
  related: [{ kind: 'stage', by: 'pipelineId' }],
  fields: [
    field('name', 'text', ['Name', '名称', '名稱'], { required: true, listed: true, sortable: true, matches: true }),
    field('isDefault', 'boolean', ['Used when none is named', '默认管道', '預設管道'], { listed: true }),
  ],
};

/** One step of a pipeline, with what must be known before a deal enters it. */
export const stageKind: RecordKind = {
  kind: 'stage',
  room: 'selling',
  path: 'stages',
  table: 'stage',
  label: text('Stage', '阶段', '階段'),
  plural: text('Stages', '阶段', '階段'),
  icon: 'steps',
  title: 'name',
  titleIn: { en: 'nameEn', 'zh-Hant': 'nameHant' },
  ownership: { by: 'company' },
  searched: [],
  defaultSort: { field: 'sort', descending: false },
  fields: [
    reference('pipelineId', 'pipeline', ['Pipeline', '销售管道', '銷售管道'], {
      required: true,
      listed: true,
      createOnly: true,
    }),
    field('name', 'text', ['Name', '名称', '名稱'], { required: true, listed: true, matches: true }),
    field('nameEn', 'text', ['Name in English', '英文名称', '英文名稱']),
    field('nameHant', 'text', ['Name in Traditional Chinese', '繁体名称', '繁體名稱']),
    field('sort', 'whole', ['Order', '顺序', '順序'], { required: true, listed: true, sortable: true, min: 0 }),
    field('outcome', 'choice', ['Means', '含义', '含義'], { required: true, listed: true, choices: opportunityStatus }),
    field('probability', 'percent', ['Win chance', '赢率', '贏率'], { listed: true, min: 0, max: 1 }),
    field('expectedDays', 'whole', ['Expected days', '标准天数', '標準天數'], { listed: true, min: 0 }),
    field('requiredFields', 'tags', ['Required to enter', '进入所需字段', '進入所需欄位'], { listed: true }),
    field('criteria', 'longText', ['Entry criteria', '进入标准', '進入標準']),
    field('exitCriteria', 'longText', ['Exit criteria', '退出标准', '退出標準']),
    field('ownerRole', 'text', ['Role that answers for it', '负责角色', '負責角色']),
  ],
};
