import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

export const accountPages: readonly PageDefinition[] = [
  {
    path: '/settings/account',
    title: text('My account', '我的账户', '我的帳戶'),
    icon: 'user',
    note: text(
      'Password, second factor, sessions, API keys, language, appearance',
      '密码、双重验证、登录会话、API 密钥、语言与外观',
      '密碼、雙重驗證、登入工作階段、API 金鑰、語言與外觀',
    ),
    inNavigation: true,
    load: async () => ({ default: (await import('./AccountPage.tsx')).AccountPage }),
  },
];
