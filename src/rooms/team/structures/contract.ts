import { choices, field, reference } from '#kernel/fields.ts';
import { text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';

const fromOn = field('fromOn', 'date', ['From', '生效日期', '生效日期'], {
  listed: true,
  sortable: true,
  also: ['startDate', 'start'],
});
const untilOn = field('untilOn', 'date', ['Until (not included)', '失效日期（不含）', '失效日期（不含）'], {
  listed: true,
  also: ['endDate', 'end'],
});

/** One tree of units: by region, product or customer type; several at once make a matrix. */
export const structureKind: RecordKind = {
  kind: 'structure',
  room: 'team',
  path: 'structures',
  table: 'structure',
  label: text('Structure', '组织结构', '組織結構'),
  plural: text('Structures', '组织结构', '組織結構'),
  icon: 'hierarchy',
  title: 'name',
  ownership: { by: 'company' },
  searched: [],
  defaultSort: { field: 'name', descending: false },
  related: [{ kind: 'unit', by: 'structureId' }],
  fields: [
    field('name', 'text', ['Name', '名称', '名稱'], { required: true, listed: true, sortable: true, matches: true }),
    field('dimension', 'choice', ['Structured by', '划分方式', '劃分方式'], {
      required: true,
      listed: true,
      choices: choices(
        ['region', 'Region', '区域', '區域'],
        ['product', 'Product', '产品', '產品'],
        ['customerType', 'Customer type', '客户类型', '客戶類型'],
      ),
    }),
  ],
};

/** A node of a structure. */
export const unitKind: RecordKind = {
  kind: 'unit',
  room: 'team',
  path: 'units',
  table: 'unit',
  label: text('Unit', '组织单元', '組織單位'),
  plural: text('Units', '组织单元', '組織單位'),
  icon: 'sitemap',
  title: 'name',
  ownership: { by: 'company' },
  searched: [],
  defaultSort: { field: 'name', descending: false },
  related: [
    { kind: 'unit', by: 'parentId' },
    { kind: 'position', by: 'unitId' },
  ],
  fields: [
    field('name', 'text', ['Name', '名称', '名稱'], {
      required: true,
      listed: true,
      sortable: true,
      matches: true,
      also: ['regional_office', 'office', '地区', '大区', '区域', 'team', '部门'],
    }),
    reference('structureId', 'structure', ['Structure', '组织结构', '組織結構'], {
      required: true,
      listed: true,
      createOnly: true,
    }),
    reference('parentId', 'unit', ['Part of', '上级单元', '上級單位'], { listed: true, also: ['parent'] }),
    field('level', 'choice', ['Level', '层级', '層級'], {
      listed: true,
      choices: choices(
        ['company', 'Company', '公司', '公司'],
        ['region', 'Region', '大区', '大區'],
        ['team', 'Team', '团队', '團隊'],
      ),
    }),
    fromOn,
    untilOn,
  ],
};

/** A seat in the structure: a role in a unit, held by a person from–to. */
export const positionKind: RecordKind = {
  kind: 'position',
  room: 'team',
  path: 'positions',
  table: 'position',
  label: text('Position', '岗位', '職位'),
  plural: text('Positions', '岗位', '職位'),
  icon: 'armchair',
  title: 'title',
  ownership: { by: 'company' },
  searched: [],
  defaultSort: { field: 'title', descending: false },
  related: [{ kind: 'assignment', by: 'positionId' }],
  fields: [
    field('title', 'text', ['Title', '岗位名称', '職位名稱'], { required: true, listed: true, sortable: true }),
    reference('unitId', 'unit', ['Unit', '组织单元', '組織單位'], { required: true, listed: true }),
    field('role', 'choice', ['Role', '角色', '角色'], {
      required: true,
      listed: true,
      choices: choices(
        ['administrator', 'Administrator', '系统管理员', '系統管理員'],
        ['executive', 'Executive', '高管', '高階主管'],
        ['manager', 'Sales manager', '销售经理', '銷售經理'],
        ['supervisor', 'Sales supervisor', '销售主管', '銷售主管'],
        ['teamLead', 'Team lead', '团队领导', '團隊領導'],
        ['rep', 'Sales consultant', '销售顾问', '銷售顧問'],
        ['analyst', 'Market analyst', '市场分析专员', '市場分析專員'],
        ['service', 'Customer service & support', '客户服务与支持', '客戶服務與支援'],
        ['finance', 'Finance & pay administrator', '财务与薪酬管理员', '財務與薪酬管理員'],
      ),
    }),
    field('leads', 'boolean', ['Leads the unit', '单元负责人', '單位負責人'], { listed: true }),
    fromOn,
    untilOn,
  ],
};

/** Who holds a position, from–to. History is never rewritten: a move ends one assignment and begins another. */
export const assignmentKind: RecordKind = {
  kind: 'assignment',
  room: 'team',
  path: 'assignments',
  table: 'assignment',
  label: text('Assignment', '任职', '任職'),
  plural: text('Assignments', '任职', '任職'),
  icon: 'user-check',
  title: 'fromOn',
  ownership: { by: 'company' },
  searched: [],
  defaultSort: { field: 'fromOn', descending: true },
  fields: [
    reference('personId', 'person', ['Person', '人员', '人員'], { required: true, listed: true, createOnly: true }),
    reference('positionId', 'position', ['Position', '岗位', '職位'], {
      required: true,
      listed: true,
      createOnly: true,
    }),
    { ...fromOn, required: true },
    untilOn,
  ],
};
