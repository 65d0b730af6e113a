import { text } from '#kernel/local-text.ts';
import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

/** What is refused of accounts, sign-in, sessions, invitations and keys. */
export const identityRefusals: SpokenPart = {
  sentences: [
    sentence('this account is disabled', '此账户已停用', '此帳戶已停用'),
    sentence(
      'this person or this e-mail address has an account already',
      '此人或此电子邮件地址已有账户',
      '此人或此電子郵件地址已有帳戶',
    ),
    sentence('you have no such session', '您没有此会话', '您沒有此工作階段'),
    sentence('there is no such account', '没有此账户', '沒有此帳戶'),
    sentence('one administrator must be able to sign in', '至少须有一位管理员可以登录', '至少須有一位管理員可以登入'),
    sentence('this person is not one of the demo', '此人不属于演示公司', '此人不屬於示範公司'),
    sentence(
      'this link is not known, was used already or has ended',
      '此链接无效、已使用或已过期',
      '此連結無效、已使用或已逾期',
    ),
    sentence('there is no such person here today', '今天没有此在职人员', '今天沒有此在職人員'),
    sentence(
      'at most {count} keys; revoke one first',
      '最多 {count} 个密钥，请先撤销一个',
      '最多 {count} 個金鑰，請先撤銷一個',
    ),
    sentence('there is no kind of record called {kind}', '没有名为 {kind} 的记录类型', '沒有名為 {kind} 的記錄類型'),
    sentence('kinds of records, such as opportunity', '记录类型，如 opportunity', '記錄類型，如 opportunity'),
    sentence('you have no such key', '您没有此密钥', '您沒有此金鑰'),
    sentence(
      'this key is not known, has ended or was revoked',
      '此密钥无效、已过期或已撤销',
      '此金鑰無效、已逾期或已撤銷',
    ),
    sentence(
      'this answer belongs to another browser',
      '此次登录是在另一个浏览器中发起的',
      '此次登入是在另一個瀏覽器中發起的',
    ),
    sentence(
      'nobody here has this e-mail address, or it is not proven',
      '没有使用此电子邮件地址的人员，或该地址未经验证',
      '沒有使用此電子郵件地址的人員，或該地址未經驗證',
    ),
    sentence('too many attempts; wait before the next one', '尝试次数过多，请稍后再试', '嘗試次數過多，請稍後再試'),
    sentence('sign in with your password first', '请先用密码登录', '請先用密碼登入'),
    sentence('this code is wrong or was used already', '验证码错误或已使用', '驗證碼錯誤或已使用'),
    sentence('the password is wrong', '密码错误', '密碼錯誤'),
    sentence('e-mail address or password is wrong', '电子邮件地址或密码错误', '電子郵件地址或密碼錯誤'),
    sentence(
      'a second factor is in force already, or the password is wrong',
      '两步验证已启用，或密码错误',
      '兩步驟驗證已啟用，或密碼錯誤',
    ),
    sentence(
      'no second factor is in force, or the password is wrong',
      '尚未启用两步验证，或密码错误',
      '尚未啟用兩步驟驗證，或密碼錯誤',
    ),
    sentence(
      'you cannot invite into a role above your own',
      '您不能邀请他人担任高于您的角色',
      '您不能邀請他人擔任高於您的角色',
    ),
    sentence('this person does not belong to your units', '此人不属于您的组织单元', '此人不屬於您的組織單位'),
    sentence('there is no such open invitation', '没有此待接受的邀请', '沒有此待接受的邀請'),
    sentence('more than a few different characters are expected', '须包含更多不同的字符', '須包含更多不同的字元'),
    sentence('the token of the link is expected', '须使用链接中的令牌', '須使用連結中的權杖'),
    sentence('six digits are expected', '应为 6 位数字', '應為 6 位數字'),
  ],
  words: {
    email: text('E-mail address', '电子邮件地址', '電子郵件地址'),
    password: text('Password', '密码', '密碼'),
    newPassword: text('New password', '新密码', '新密碼'),
    currentPassword: text('Present password', '当前密码', '目前密碼'),
    code: text('Code', '验证码', '驗證碼'),
    token: text('Link', '链接', '連結'),
    userId: text('Account', '账户', '帳戶'),
    company: text('Company', '公司', '公司'),
    expiresInDays: text('Valid for (days)', '有效天数', '有效天數'),
    role: text('Role', '角色', '角色'),
  },
};
