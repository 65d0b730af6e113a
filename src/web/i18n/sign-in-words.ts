import { text } from '#kernel/local-text.ts';
import { defineWords } from './define-words.ts';

export const signInWords = defineWords('signIn', {
  title: text('Sign in to Quarterdeck', '登录帷幄', '登入帷幄'),
  email: text('E-mail', '电子邮箱', '電子郵件'),
  password: text('Password', '密码', '密碼'),
  submit: text('Sign in', '登录', '登入'),
  code: text('Code of your authenticator app', '身份验证器中的 6 位验证码', '驗證器中的 6 位驗證碼'),
  backup: text('Use a backup code', '使用备用码', '使用備用碼'),
  backupCode: text('Backup code', '备用码', '備用碼'),
  useApp: text('Use the authenticator app', '使用身份验证器', '使用驗證器'),
  with: text('Sign in with {{label}}', '使用 {{label}} 登录', '使用 {{label}} 登入'),
  wrong: text('E-mail or password is wrong.', '邮箱或密码不正确。', '電子郵件或密碼不正確。'),
  wrongCode: text('This code is wrong or was used already.', '验证码不正确或已被使用。', '驗證碼不正確或已被使用。'),
  tooMany: text('Too many attempts. Wait a few minutes.', '尝试次数过多，请稍后再试。', '嘗試次數過多，請稍後再試。'),
  demo: text(
    'This is the demo company. Its sign-ins are printed where it was started.',
    '这是演示公司，登录信息已显示在启动它的终端中。',
    '這是示範公司，登入資訊已顯示在啟動它的終端機中。',
  ),
  welcome: text(
    'Nobody can sign in yet. Open the one-time link that the server printed when it started.',
    '尚无可登录的账户。请打开服务器启动时显示的一次性链接。',
    '尚無可登入的帳戶。請開啟伺服器啟動時顯示的一次性連結。',
  ),
});
