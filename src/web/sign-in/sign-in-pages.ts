import { text } from '#kernel/local-text.ts';
import type { PageDefinition } from '#web/shell/room-pages.ts';

const link: PageDefinition['load'] = async () => ({ default: (await import('./LinkPage.tsx')).LinkPage });

/** What stands before the shell. */
export const signInPages: readonly PageDefinition[] = [
  {
    path: '/sign-in',
    title: text('Sign in', '登录', '登入'),
    bare: true,
    load: async () => ({ default: (await import('./SignInPage.tsx')).SignInPage }),
  },
  { path: '/welcome', title: text('Welcome', '欢迎', '歡迎'), bare: true, load: link },
  { path: '/invitation', title: text('Invitation', '邀请', '邀請'), bare: true, load: link },
  { path: '/reset', title: text('New password', '重设密码', '重設密碼'), bare: true, load: link },
];
