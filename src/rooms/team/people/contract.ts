import { choices, currencyField, field, reference } from '#kernel/fields.ts';
import { text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';

/** Someone who works here; may or may not sign in. */
export const personKind: RecordKind = {
  kind: 'person',
  room: 'team',
  path: 'people',
  table: 'person',
  label: text('Person', '人员', '人員'),
  plural: text('People', '人员', '人員'),
  icon: 'user',
  title: 'name',
  ownership: { by: 'company' },
  searched: [],
  defaultSort: { field: 'name', descending: false },
  customFields: true,
  headline: ['jobTitle', 'joinedOn'],
  related: [
    { kind: 'assignment', by: 'personId' },
    { kind: 'opportunity', by: 'ownerId' },
    { kind: 'account', by: 'ownerId' },
    { kind: 'quota', by: 'ownerId' },
  ],
  fields: [
    field('name', 'text', ['Name', '姓名', '姓名'], {
      required: true,
      listed: true,
      sortable: true,
      also: ['sales_agent', 'salesperson', '销售人员', '员工', 'employee'],
    }),
    field('email', 'email', ['E-mail', '邮箱', '電子郵件'], {
      listed: true,
      matches: true,
      also: ['mail', '电子邮件'],
    }),
    field('phone', 'phone', ['Phone', '电话', '電話'], { access: 'personal' }),
    field('employeeNo', 'text', ['Employee no.', '工号', '工號'], {
      matches: true,
      listed: true,
      also: ['employeeId', 'employeeKey', 'businessEntityId'],
    }),
    field('jobTitle', 'text', ['Job title', '职务', '職稱'], { listed: true, also: ['title', '职位'] }),
    reference('managerId', 'person', ['Manager', '上级', '主管'], { listed: true, also: ['manager', '经理', '主管'] }),
    field('joinedOn', 'date', ['Joined on', '入职日期', '到職日期'], { listed: true, also: ['hireDate', 'startDate'] }),
    field('leftOn', 'date', ['Left on', '离职日期', '離職日期'], { also: ['endDate'] }),
    field('leaveReason', 'text', ['Reason for leaving', '离职原因', '離職原因']),
    field('language', 'choice', ['Language', '语言', '語言'], {
      choices: choices(
        ['zh-Hans', '简体中文', '简体中文', '简体中文'],
        ['zh-Hant', '繁體中文', '繁體中文', '繁體中文'],
        ['en', 'English', 'English', 'English'],
      ),
    }),
    field('monthlySalary', 'money', ['Monthly salary', '月薪', '月薪'], { access: 'pay' }),
    { ...currencyField, access: 'pay' },
  ],
};
