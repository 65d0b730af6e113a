import { choices, currencyField, field, ownerField, reference } from '#kernel/fields.ts';
import { text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';

/** A company or household that buys or may buy. */
export const accountKind: RecordKind = {
  kind: 'account',
  room: 'customers',
  path: 'accounts',
  table: 'account',
  label: text('Customer', '客户', '客戶'),
  plural: text('Customers', '客户', '客戶'),
  icon: 'building',
  title: 'name',
  ownership: { by: 'owner' },
  searched: ['name', 'city', 'industry'],
  asOf: true,
  defaultSort: { field: 'name', descending: false },
  customFields: true,
  headline: ['lifecycle', 'class', 'lastOrderOn', 'lastActivityOn'],
  related: [
    { kind: 'contact', by: 'accountId' },
    { kind: 'opportunity', by: 'accountId' },
    { kind: 'order', by: 'accountId' },
    { kind: 'activity', by: 'accountId' },
    { kind: 'ticket', by: 'accountId' },
  ],
  fields: [
    field('name', 'text', ['Name', '客户名称', '客戶名稱'], {
      required: true,
      listed: true,
      sortable: true,
      also: ['account', 'customer', 'company', 'customer name', '客户', '公司', 'companyName', 'resellerName'],
    }),
    ownerField,
    field('lifecycle', 'choice', ['Life-cycle', '生命周期', '生命週期'], {
      listed: true,
      choices: choices(
        ['prospect', 'Prospect', '潜在', '潛在'],
        ['active', 'Active', '活跃', '活躍', 'good'],
        ['dormant', 'Dormant', '沉睡', '沉睡', 'warning'],
        ['lost', 'Lost', '流失', '流失', 'bad'],
      ),
    }),
    field('class', 'choice', ['Class', '客户等级', '客戶等級'], {
      listed: true,
      also: ['level', 'tier', '级别', '等级', '級別'],
      choices: choices(['A', 'A', 'A 类', 'A 類', 'accent'], ['B', 'B', 'B 类', 'B 類'], ['C', 'C', 'C 类', 'C 類']),
    }),
    field('industry', 'text', ['Industry', '行业', '產業'], {
      listed: true,
      also: ['sector', 'businessType', '所属行业'],
    }),
    field('segment', 'text', ['Segment', '客户细分', '客戶區隔'], { also: ['细分'] }),
    field('region', 'text', ['Region', '地区', '地區'], {
      listed: true,
      also: ['大区', '区域', '省/自治区', '省份', '縣市', 'province', 'state', 'billing state', 'state/region'],
    }),
    field('city', 'text', ['City', '城市', '城市'], { listed: true, also: ['office_location', 'billing city'] }),
    field('country', 'text', ['Country', '国家', '國家'], { also: ['country/region', 'billing country', '国家/地区'] }),
    field('address', 'text', ['Address', '地址', '地址'], { also: ['billing street', 'street address', '详细地址'] }),
    field('phone', 'phone', ['Phone', '电话', '電話'], {
      access: 'personal',
      also: ['phone number', '联系电话', '聯絡電話'],
    }),
    field('website', 'url', ['Website', '网站', '網站']),
    field('taxNo', 'text', ['Tax number', '统一社会信用代码', '統一編號'], {
      matches: true,
      also: ['vat', '税号', '統編'],
    }),
    field('source', 'text', ['Source', '来源', '來源']),
    reference('parentId', 'account', ['Parent customer', '上级客户', '上級客戶'], {
      also: ['subsidiary_of', 'parent'],
    }),
    reference('territoryId', 'territory', ['Territory', '销售区域', '銷售區域'], { also: ['territory'] }),
    field('employees', 'whole', ['Employees', '员工人数', '員工人數'], { min: 0, also: ['numberEmployees', '人数'] }),
    field('foundedYear', 'whole', ['Founded', '成立年份', '成立年份'], {
      min: 1000,
      max: 9999,
      also: ['year_established', 'yearOpened'],
    }),
    field('annualRevenue', 'money', ['Annual revenue', '年营业额', '年營業額'], { also: ['revenue', '年收入'] }),
    currencyField,
    field('latitude', 'decimal', ['Latitude', '纬度', '緯度'], { min: -90, max: 90, also: ['lat'] }),
    field('longitude', 'decimal', ['Longitude', '经度', '經度'], { min: -180, max: 180, also: ['lon', 'lng'] }),
    field('firstOrderOn', 'date', ['First order', '首次下单', '首次下單'], { computed: true }),
    field('lastOrderOn', 'date', ['Last order', '最近下单', '最近下單'], { computed: true, listed: true }),
    field('lastActivityOn', 'date', ['Last contact', '最近联系', '最近聯絡'], { computed: true, listed: true }),
    field('contractEndsOn', 'date', ['Contract ends on', '合同到期日', '合約到期日']),
    reference('poolId', 'pool', ['Public pool', '公海', '公海'], { computed: true }),
    field('claimedAt', 'instant', ['Claimed', '领取时间', '領取時間'], { computed: true }),
    field('note', 'longText', ['Note', '备注', '備註']),
  ],
};

/** A person at an account. */
export const contactKind: RecordKind = {
  kind: 'contact',
  room: 'customers',
  path: 'contacts',
  table: 'contact',
  label: text('Contact', '联系人', '聯絡人'),
  plural: text('Contacts', '联系人', '聯絡人'),
  icon: 'address-book',
  title: 'name',
  ownership: { by: 'parent', kind: 'account', column: 'account_id' },
  searched: ['name'],
  defaultSort: { field: 'name', descending: false },
  customFields: true,
  fields: [
    field('name', 'text', ['Name', '姓名', '姓名'], {
      required: true,
      listed: true,
      sortable: true,
      also: ['contact', '联系人'],
    }),
    reference('accountId', 'account', ['Customer', '客户', '客戶'], {
      required: true,
      listed: true,
      also: ['account', 'company', 'associated company', '公司'],
    }),
    field('title', 'text', ['Title', '职务', '職稱'], { listed: true, also: ['job title', '职位', '職務'] }),
    field('buyingRole', 'choice', ['Role in the purchase', '采购角色', '採購角色'], {
      listed: true,
      choices: choices(
        ['decides', 'Decides', '决策者', '決策者'],
        ['pays', 'Pays', '出资者', '出資者'],
        ['uses', 'Uses', '使用者', '使用者'],
        ['influences', 'Influences', '影响者', '影響者'],
        ['blocks', 'Blocks', '阻碍者', '阻礙者', 'bad'],
      ),
    }),
    field('email', 'email', ['E-mail', '邮箱', '電子郵件'], {
      listed: true,
      access: 'personal',
      matches: true,
      also: ['email address', '电子邮箱', '邮箱地址', '電子信箱'],
    }),
    field('phone', 'phone', ['Phone', '电话', '電話'], { access: 'personal', also: ['phone number', '固定电话'] }),
    field('mobile', 'phone', ['Mobile', '手机', '手機'], {
      listed: true,
      access: 'personal',
      also: ['mobile phone', '手机号', '手机号码', '手機號碼'],
    }),
    field('birthday', 'date', ['Birthday', '生日', '生日'], { access: 'personal' }),
    field('consent', 'choice', ['Consent', '授权', '同意'], {
      choices: choices(
        ['given', 'Given', '已授权', '已同意', 'good'],
        ['refused', 'Refused', '已拒绝', '已拒絕', 'bad'],
      ),
    }),
    field('note', 'longText', ['Note', '备注', '備註']),
  ],
};
