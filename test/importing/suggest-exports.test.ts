import { describe, expect, it } from 'vitest';
import { suggestMapping } from '#platform/importing/suggest-mapping.ts';
import '../../src/entrypoints/records.ts';

/** Header and a first row, as lines of a file. */
const suggest = (header: string, row: string) =>
  suggestMapping('export.csv', header.split(','), [row.split(',')], { customFields: {} });
const columnsOf = (header: string, row: string): Record<string, unknown> => {
  const found = suggest(header, row);
  const [record] = found?.mapping.records ?? [];
  const columns = Object.entries(record?.fields ?? {}).map(([name, target]) => [
    name,
    typeof target === 'string' ? target : (target.column ?? target.template ?? target.value),
  ]);
  return { kind: record?.kind, ...Object.fromEntries(columns), unused: found?.unused };
};

// Headers as programs that companies come from write them.
describe('the columns of other programs', () => {
  it.each([
    [
      'Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Create Date,Pipeline,Associated Company',
      '1,Pump,Closed Won,2026-01-05,Ann Lee,1200,2025-12-01 09:00,Sales Pipeline,Acme',
      {
        kind: 'opportunity',
        name: 'Deal Name',
        stageId: 'Deal Stage',
        ownerId: 'Deal owner',
        accountId: 'Associated Company',
        createdOn: 'Create Date',
        closedOn: 'Close Date',
        // The open deals of such programs have it too: it is the day that is expected.
        expectedCloseOn: 'Close Date',
        unused: [],
      },
    ],
    [
      'Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Close Date,Opportunity Owner,Created Date,Lead Source,Probability (%)',
      '006,Pump,Acme,Closed Won,1200,1/5/2026,Ann Lee,12/1/2025,Web,100',
      {
        kind: 'opportunity',
        externalId: 'Opportunity ID',
        accountId: 'Account Name',
        ownerId: 'Opportunity Owner',
        source: 'Lead Source',
        unused: ['Probability (%)'],
      },
    ],
    [
      '商机名称,客户名称,商机阶段,预计成交日期,预计成交金额,负责人,创建时间,产品',
      '泵,上海恒泰,方案报价,2026-03-05,12000,张三,2026-01-02 10:00,泵A',
      {
        kind: 'opportunity',
        accountId: '客户名称',
        stageId: '商机阶段',
        amount: '预计成交金额',
        expectedCloseOn: '预计成交日期',
        ownerId: '负责人',
        createdOn: '创建时间',
        unused: [],
      },
    ],
    [
      '商機名稱,客戶名稱,階段,預計成交日,金額,業務員,建立日期',
      '泵,台灣精密,提案,2026-03-05,12000,張三,2026-01-02',
      { kind: 'opportunity', accountId: '客戶名稱', stageId: '階段', ownerId: '業務員', unused: [] },
    ],
    [
      'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value',
      '1C1I7A6R,Moses Frase,GTX,Acme,Engaging,2016-10-20,,',
      { kind: 'opportunity', closedOn: 'close_date', createdOn: 'engage_date', unused: [] },
    ],
    [
      'Account ID,Account Name,Industry,Billing City,Billing Country,Account Owner,Phone,Annual Revenue,Employees',
      '001,Acme,Machinery,Berlin,DE,Ann,+49 30,1000000,50',
      { kind: 'account', name: 'Account Name', ownerId: 'Account Owner', city: 'Billing City', unused: [] },
    ],
    [
      '客户名称,客户级别,行业,省份,城市,负责人,联系电话',
      '上海恒泰,A,机械,上海,上海,张三,13800000000',
      { kind: 'account', name: '客户名称', class: '客户级别', region: '省份', phone: '联系电话', unused: [] },
    ],
    [
      'Record ID,First Name,Last Name,Email,Phone Number,Associated Company',
      '1,Ann,Lee,a@b.example,+1 555,Acme',
      { kind: 'contact', name: '{First Name} {Last Name}', accountId: 'Associated Company', unused: [] },
    ],
    [
      '姓名,客户名称,职务,手机,邮箱',
      '李四,上海恒泰,采购,138,a@b.example',
      { kind: 'contact', title: '职务', unused: [] },
    ],
    [
      'Lead ID,First Name,Last Name,Company,Email,Lead Source,Lead Status,Created Date,Lead Owner',
      '1,Ann,Lee,Acme,a@b.example,Web,New,2026-01-01,Bo',
      { kind: 'lead', name: '{First Name} {Last Name}', status: 'Lead Status', receivedAt: 'Created Date', unused: [] },
    ],
    [
      '线索名称,公司,手机,线索来源,创建时间,负责人',
      '王五,甲公司,138,展会,2026-01-01 10:00,张三',
      { kind: 'lead', name: '线索名称', source: '线索来源', unused: [] },
    ],
    [
      'Subject,Type,Date,Assigned To,Company / Account,Comments',
      'Call,Call,2026-01-05,Ann,Acme,went well',
      { kind: 'activity', ownerId: 'Assigned To', accountId: 'Company / Account', note: 'Comments', unused: [] },
    ],
    ['Owner,Quarter start,Quota', 'Ann,2026-01-01,100000', { kind: 'quota', fromOn: 'Quarter start', unused: [] }],
  ])('%s', (header, row, expected) => {
    expect(columnsOf(header, row)).toMatchObject(expected);
  });

  it('hold no expected day where open deals have no closing day', () => {
    expect(columnsOf('deal name,stage,close date,amount', 'Pump,Engaging,,')).not.toHaveProperty('expectedCloseOn');
    expect(columnsOf('deal name,stage,close date,amount', 'Pump,Engaging,2026-03-01,')).toHaveProperty(
      'expectedCloseOn',
    );
  });

  it('of whole orders become orders with one line that holds the amount', () => {
    const found = suggest('订单编号,客户名称,订单日期,订单金额,负责人', 'SO1,上海恒泰,2026-01-05,1000,张三');
    expect(found?.mapping.records.map(({ kind }) => kind)).toEqual(['account', 'order', 'orderLine']);
    expect(found?.mapping.records[2].fields).toMatchObject({
      externalId: '订单编号',
      orderId: '订单编号',
      quantity: { value: '1' },
      amount: '订单金额',
    });
  });

  it('of payments are not taken for those of orders', () => {
    const found = suggest('订单号,客户,日期,金额', 'SO1,上海恒泰,2026-01-05,1000');
    expect(found?.mapping.records.map(({ kind }) => kind)).not.toContain('orderLine');
  });
});
