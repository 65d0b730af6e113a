import { createHmac } from 'node:crypto';

export const robotTypes = ['wecom', 'dingtalk', 'feishu', 'slack'] as const;
export type RobotType = (typeof robotTypes)[number];

export interface RobotTarget {
  readonly type: RobotType;
  readonly url: string;
  /** Signing secret of the robot (DingTalk 加签, Feishu 签名校验). */
  readonly secret: string | undefined;
}

/** One line of a message: what it says and where it leads. */
export interface MessageLine {
  readonly text: string;
  readonly detail?: string;
  readonly link?: string;
}

export interface Message {
  readonly heading: string;
  readonly lines: readonly MessageLine[];
}

/** The request that makes a group robot say something, each in its vendor's form. */
export function robotRequest(target: RobotTarget, message: Message, nowMs: number): { url: string; body: string } {
  switch (target.type) {
    case 'wecom':
      return {
        url: target.url,
        // developer.work.weixin.qq.com, 群机器人: at most 4,096 bytes of markdown.
        body: JSON.stringify({ msgtype: 'markdown', markdown: { content: cutBytes(markdown(message), 4096) } }),
      };
    case 'dingtalk':
      return {
        url: target.secret === undefined ? target.url : dingtalkSigned(target.url, target.secret, nowMs),
        body: JSON.stringify({
          msgtype: 'markdown',
          markdown: { title: message.heading, text: cutBytes(markdown(message), 18_000) },
        }),
      };
    case 'feishu':
      return {
        url: target.url,
        body: JSON.stringify({
          ...(target.secret === undefined ? {} : feishuSigned(target.secret, Math.floor(nowMs / 1000))),
          msg_type: 'post',
          content: { post: { zh_cn: { title: message.heading, content: message.lines.map(feishuLine) } } },
        }),
      };
    case 'slack':
      return { url: target.url, body: JSON.stringify({ text: cutBytes(slackText(message), 30_000) }) };
  }
}

/** open.dingtalk.com, 自定义机器人安全设置: HMAC-SHA-256 of "timestamp\nsecret" under the secret, base64, in the address. */
function dingtalkSigned(address: string, secret: string, nowMs: number): string {
  const url = new URL(address);
  url.searchParams.set('timestamp', String(nowMs));
  url.searchParams.set('sign', createHmac('sha256', secret).update(`${nowMs}\n${secret}`).digest('base64'));
  return url.href;
}

/** open.feishu.cn, 自定义机器人 签名校验: HMAC-SHA-256 of nothing under "timestamp\nsecret", base64, in the body. */
function feishuSigned(secret: string, seconds: number): { timestamp: string; sign: string } {
  const sign = createHmac('sha256', `${seconds}\n${secret}`).update('').digest('base64');
  return { timestamp: String(seconds), sign };
}

/** What the vendor says in a 200 reply: undefined when it was taken, else why not. */
export function robotProblem(type: RobotType, status: number, body: string): string | undefined {
  if (status < 200 || status >= 300) return `the robot's server answered ${status}`;
  if (type === 'slack') return undefined;
  try {
    const reply = JSON.parse(body) as {
      errcode?: number;
      errmsg?: string;
      code?: number;
      StatusCode?: number;
      msg?: string;
    };
    const code = reply.errcode ?? reply.code ?? reply.StatusCode ?? 0;
    return code === 0
      ? undefined
      : `the robot refused (${code}${(reply.errmsg ?? reply.msg) ? `: ${reply.errmsg ?? reply.msg}` : ''})`;
  } catch {
    return 'the robot answered something that cannot be read';
  }
}

function markdown({ heading, lines }: Message): string {
  const plain = (text: string): string => text.replaceAll(/[\\`*_[\]()<>#]/g, '\\$&').replaceAll(/\s+/g, ' ');
  return [
    `**${plain(heading)}**`,
    ...lines.map(
      ({ text, detail, link }) =>
        `- ${link === undefined ? plain(text) : `[${plain(text)}](${link})`}${detail === undefined ? '' : `：${plain(detail)}`}`,
    ),
  ].join('\n');
}

function feishuLine({ text, detail, link }: MessageLine): object[] {
  const first = link === undefined ? { tag: 'text', text } : { tag: 'a', text, href: link };
  return detail === undefined ? [first] : [first, { tag: 'text', text: `  ${detail}` }];
}

/** api.slack.com, Formatting text: & < > are escaped, a link is <address|text>. */
function slackText({ heading, lines }: Message): string {
  const plain = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(/\s+/g, ' ');
  return [
    `*${plain(heading)}*`,
    ...lines.map(
      ({ text, detail, link }) =>
        `• ${link === undefined ? plain(text) : `<${link}|${plain(text).replaceAll('|', '¦')}>`}${detail === undefined ? '' : ` ${plain(detail)}`}`,
    ),
  ].join('\n');
}

/** Whole characters only. */
function cutBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  let cut = '';
  let size = 3;
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > most) break;
    cut += character;
  }
  return `${cut}…`;
}
