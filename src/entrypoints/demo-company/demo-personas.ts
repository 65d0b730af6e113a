import { type LocalText, text } from '#kernel/local-text.ts';
import type { Role } from '#platform/visibility/roles.ts';

/** Someone to sign in as when looking at the demo company. */
export interface DemoPersona {
  readonly role: Role;
  readonly surname: string;
  readonly given: string;
  readonly email: string;
  /** What is worth seeing through this person's eyes. */
  readonly sees: LocalText;
}

/** The password of all of them; it opens nothing but invented data. */
export const demoPassword = 'quarterdeck-demo';

export const demoMailDomain = 'hengzhou.example';

/** The people whose sign-ins the demo prints; they hold the same seats whatever the seed. */
export const demoPersonas: readonly DemoPersona[] = [
  {
    role: 'rep',
    surname: '林',
    given: '晓岚',
    email: `linxiaolan@${demoMailDomain}`,
    sees: text('own customers and deals', '自己的客户与商机', '自己的客戶與商機'),
  },
  {
    role: 'supervisor',
    surname: '沈',
    given: '若川',
    email: `shenruochuan@${demoMailDomain}`,
    sees: text('the teams of East China', '华东各团队', '華東各團隊'),
  },
  {
    role: 'manager',
    surname: '周',
    given: '海宁',
    email: `zhouhaining@${demoMailDomain}`,
    sees: text('the region East China', '华东大区', '華東大區'),
  },
  {
    role: 'executive',
    surname: '贺',
    given: '兰英',
    email: `helanying@${demoMailDomain}`,
    sees: text('the whole company', '全公司', '全公司'),
  },
  {
    role: 'analyst',
    surname: '宋',
    given: '知远',
    email: `songzhiyuan@${demoMailDomain}`,
    sees: text('all figures, no personal data', '全部数据，不含个人信息', '全部數據，不含個人資訊'),
  },
  {
    role: 'service',
    surname: '叶',
    given: '青禾',
    email: `yeqinghe@${demoMailDomain}`,
    sees: text('tickets of all customers', '所有客户的工单', '所有客戶的工單'),
  },
  {
    role: 'finance',
    surname: '陶',
    given: '静仪',
    email: `taojingyi@${demoMailDomain}`,
    sees: text('orders, payments, pay', '订单、回款与薪酬', '訂單、收款與薪酬'),
  },
  {
    role: 'administrator',
    surname: '顾',
    given: '明远',
    email: `gumingyuan@${demoMailDomain}`,
    sees: text('settings, people and access', '系统设置、人员与权限', '系統設定、人員與權限'),
  },
];
