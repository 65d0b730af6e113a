import { type LocalText, text } from '#kernel/local-text.ts';

/** The role catalogue (T1). A position carries one role; what a person may do follows from the positions they hold. */
export const roles = [
  'administrator',
  'executive',
  'manager',
  'supervisor',
  'teamLead',
  'rep',
  'analyst',
  'service',
  'finance',
] as const;
export type Role = (typeof roles)[number];

export const roleNames: Readonly<Record<Role, LocalText>> = {
  administrator: text('Administrator', '系统管理员', '系統管理員'),
  executive: text('Executive', '高管', '高階主管'),
  manager: text('Sales manager', '销售经理', '銷售經理'),
  supervisor: text('Sales supervisor', '销售主管', '銷售主管'),
  teamLead: text('Team lead', '团队领导', '團隊領導'),
  rep: text('Sales consultant', '销售顾问', '銷售顧問'),
  analyst: text('Market analyst', '市场分析专员', '市場分析專員'),
  service: text('Customer service & support', '客户服务与支持', '客戶服務與支援'),
  finance: text('Finance & pay administrator', '财务与薪酬管理员', '財務與薪酬管理員'),
};

/** How far a person sees: nothing, own rows, the people of the own unit, of the units below too, everyone. */
export const scopes = ['none', 'own', 'team', 'subtree', 'all'] as const;
export type Scope = (typeof scopes)[number];

export function widest(left: Scope, right: Scope): Scope {
  return scopes.indexOf(left) >= scopes.indexOf(right) ? left : right;
}

export function isRole(value: string): value is Role {
  return (roles as readonly string[]).includes(value);
}
