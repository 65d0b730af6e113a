import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { robotProblem, robotRequest } from './robot-message.ts';

const message = {
  heading: '帷幄：2 条通知',
  lines: [
    { text: '分配给您：商机“A & B <牵引>”', link: 'https://sales.example.com/selling/opportunities/1' },
    { text: '任务 *今天* 到期', detail: '给客户回电' },
  ],
};
const now = 1_790_000_000_123;

describe('what a group robot is sent', () => {
  it('WeCom: markdown, at most 4,096 bytes, whole characters', () => {
    const { url, body } = robotRequest(
      { type: 'wecom', url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k', secret: undefined },
      message,
      now,
    );
    expect(url).toBe('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k');
    const { msgtype, markdown } = JSON.parse(body) as { msgtype: string; markdown: { content: string } };
    expect(msgtype).toBe('markdown');
    expect(markdown.content).toContain(
      '[分配给您：商机“A & B \\<牵引\\>”](https://sales.example.com/selling/opportunities/1)',
    );
    const long = robotRequest(
      { type: 'wecom', url, secret: undefined },
      { heading: '长', lines: [{ text: '汉字'.repeat(2000) }] },
      now,
    );
    const content = (JSON.parse(long.body) as { markdown: { content: string } }).markdown.content;
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(4096);
    expect(content).toMatch(/[汉字]…$/);
  });

  it('DingTalk: timestamp and sign in the address, HMAC-SHA-256 of "timestamp\\nsecret" under the secret', () => {
    const { url } = robotRequest(
      { type: 'dingtalk', url: 'https://oapi.dingtalk.com/robot/send?access_token=t', secret: 'SEC1' },
      message,
      now,
    );
    const { searchParams } = new URL(url);
    expect(searchParams.get('access_token')).toBe('t');
    expect(searchParams.get('timestamp')).toBe(String(now));
    expect(searchParams.get('sign')).toBe(createHmac('sha256', 'SEC1').update(`${now}\nSEC1`).digest('base64'));
  });

  it('Feishu: timestamp in seconds and sign in the body, HMAC-SHA-256 of nothing under "timestamp\\nsecret"', () => {
    const { body } = robotRequest(
      { type: 'feishu', url: 'https://open.feishu.cn/open-apis/bot/v2/hook/x', secret: 'S' },
      message,
      now,
    );
    const sent = JSON.parse(body) as {
      timestamp: string;
      sign: string;
      content: { post: { zh_cn: { title: string; content: object[][] } } };
    };
    expect(sent.timestamp).toBe('1790000000');
    expect(sent.sign).toBe(createHmac('sha256', '1790000000\nS').digest('base64'));
    expect(sent.content.post.zh_cn.content[0]).toEqual([
      { tag: 'a', text: message.lines[0].text, href: message.lines[0].link },
    ]);
  });

  it('Slack: what could be read as a mark-up is escaped', () => {
    const { body } = robotRequest(
      { type: 'slack', url: 'https://hooks.slack.com/services/x', secret: undefined },
      message,
      now,
    );
    expect((JSON.parse(body) as { text: string }).text).toContain(
      '<https://sales.example.com/selling/opportunities/1|分配给您：商机“A &amp; B &lt;牵引&gt;”>',
    );
  });

  it('a refusal inside a 200 is a refusal', () => {
    expect(robotProblem('wecom', 200, '{"errcode":0,"errmsg":"ok"}')).toBeUndefined();
    expect(robotProblem('wecom', 200, '{"errcode":93000,"errmsg":"invalid webhook url"}')).toBe(
      'the robot refused (93000: invalid webhook url)',
    );
    expect(robotProblem('feishu', 200, '{"code":19021,"msg":"sign match fail"}')).toContain('19021');
    expect(robotProblem('feishu', 200, '{"StatusCode":0}')).toBeUndefined();
    expect(robotProblem('dingtalk', 200, '<html>')).toContain('cannot be read');
    expect(robotProblem('slack', 200, 'ok')).toBeUndefined();
    expect(robotProblem('slack', 404, 'no_team')).toContain('404');
  });
});
