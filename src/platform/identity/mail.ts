import nodemailer from 'nodemailer';
import { type LocalText, type Language, text } from '#kernel/local-text.ts';
import type { Identity } from './identity.ts';
import type { LinkPurpose } from './one-time-links.ts';

interface LinkMail {
  readonly to: string;
  readonly purpose: Exclude<LinkPurpose, 'welcome'>;
  readonly language: Language;
  readonly company: string;
  readonly link: string;
}

const subjects: Readonly<Record<LinkMail['purpose'], LocalText>> = {
  invitation: text('Your access to Quarterdeck', '您的帷幄账号邀请', '您的帷幄帳號邀請'),
  reset: text('Set a new password for Quarterdeck', '重设您的帷幄密码', '重設您的帷幄密碼'),
};

const bodies: Readonly<Record<LinkMail['purpose'], LocalText>> = {
  invitation: text(
    'You are invited to Quarterdeck of {company}. This link works once, for seven days:\n\n{link}\n',
    '{company} 邀请您使用帷幄。此链接仅可使用一次，七天内有效：\n\n{link}\n',
    '{company} 邀請您使用帷幄。此連結僅可使用一次，七天內有效：\n\n{link}\n',
  ),
  reset: text(
    'Someone asked for a new password for this address. This link works once, for one hour:\n\n{link}\n\nIf it was not you, nothing needs to be done.\n',
    '有人为此邮箱申请了重设密码。此链接仅可使用一次，一小时内有效：\n\n{link}\n\n如果不是您本人操作，请忽略此邮件。\n',
    '有人為此電子郵件申請了重設密碼。此連結僅可使用一次，一小時內有效：\n\n{link}\n\n如果不是您本人操作，請忽略此郵件。\n',
  ),
};

export function canMail(identity: Identity): boolean {
  return identity.settings.mail !== undefined;
}

/** Sends a link to its owner as plain text. Only called when mail is configured; never logs the link. */
export async function mailLink(identity: Identity, mail: LinkMail): Promise<void> {
  const { settings } = identity;
  if (settings.mail === undefined) throw new Error('mail is not configured');
  const transport = nodemailer.createTransport(settings.mail.url, { disableFileAccess: true, disableUrlAccess: true });
  try {
    await transport.sendMail({
      from: settings.mail.from,
      to: { name: '', address: mail.to },
      subject: subjects[mail.purpose][mail.language],
      // One pass, so that a company named "{link}" stays a name.
      text: bodies[mail.purpose][mail.language].replaceAll(/\{(company|link)\}/g, (_match, part: string) =>
        part === 'link' ? mail.link : oneLine(mail.company),
      ),
    });
  } finally {
    transport.close();
  }
}

function oneLine(name: string): string {
  return name.replaceAll(/\p{Cc}+/gu, ' ');
}
