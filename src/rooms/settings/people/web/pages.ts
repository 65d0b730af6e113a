import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const peopleAccessPages: readonly PageDefinition[] = [
  {
    path: '/settings/people',
    title: text('People and access', '人员与权限', '人員與權限'),
    note: text(
      'Who can sign in, invitations, roles, see as',
      '登录账号、邀请、角色权限、以他人视角查看',
      '登入帳號、邀請、角色權限、以他人視角檢視',
    ),
    icon: 'users-group',
    inNavigation: true,
    right: 'invite',
    load: async () => ({ default: (await import('./PeoplePage.tsx')).PeoplePage }),
  },
];
