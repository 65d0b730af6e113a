import { type LocalText, text } from '#kernel/local-text.ts';

/** When a channel tells someone of a topic. */
export const rhythms = ['off', 'immediate', 'daily', 'weekly'] as const;
export type Rhythm = (typeof rhythms)[number];

/** Something people can be told of. Only declared topics can be sent and set. */
export interface Topic {
  readonly topic: string;
  readonly title: LocalText;
  readonly explanation: LocalText;
  /** Until someone chooses otherwise; in the app everything is shown. */
  readonly email: Rhythm;
}

const topics = new Map<string, Topic>();

export function defineTopic(topic: Topic): Topic {
  if (topics.has(topic.topic)) throw new Error(`topic "${topic.topic}" is defined twice`);
  topics.set(topic.topic, topic);
  return topic;
}

export function definedTopics(): readonly Topic[] {
  return [...topics.values()];
}

export function topicNamed(name: string): Topic {
  const found = topics.get(name);
  if (found === undefined) throw new Error(`topic "${name}" is not defined`);
  return found;
}

export const assignedTopic = defineTopic({
  topic: 'assigned',
  title: text('Assigned to me', '分配给我', '指派給我'),
  explanation: text(
    'Someone makes you the owner of a record.',
    '有人将记录的负责人设为您。',
    '有人將記錄的負責人設為您。',
  ),
  email: 'immediate',
});

export const mentionedTopic = defineTopic({
  topic: 'mentioned',
  title: text('Mentioned', '提到我', '提及我'),
  explanation: text(
    'Someone writes @ and your name in a text you may read.',
    '有人在您可查看的文字中写了 @ 加您的姓名。',
    '有人在您可檢視的文字中寫了 @ 加您的姓名。',
  ),
  email: 'immediate',
});

export const jobTopic = defineTopic({
  topic: 'jobFinished',
  title: text('Long work finished', '后台任务结束', '背景工作結束'),
  explanation: text(
    'An import or another job you started is done or failed.',
    '您发起的导入或其他任务已完成或失败。',
    '您發起的匯入或其他工作已完成或失敗。',
  ),
  email: 'off',
});

export const webhookTopic = defineTopic({
  topic: 'webhookDisabled',
  title: text('Webhook disabled', '推送被停用', '推送被停用'),
  explanation: text(
    'A webhook of yours did not get through for five days.',
    '您的某个推送连续五天未能送达。',
    '您的某個推送連續五天未能送達。',
  ),
  email: 'immediate',
});
