import { text } from '#kernel/local-text.ts';
import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

/** What is refused of notification settings and group robots. */
export const notificationRefusals: SpokenPart = {
  sentences: [
    sentence('a time such as 08:00 is expected', '应为时间，如 08:00', '應為時間，如 08:00'),
    sentence('there is no topic "{topic}"', '没有通知主题“{topic}”', '沒有通知主題「{topic}」'),
    sentence(
      'these settings were changed since you read them',
      '在您打开之后，这些设置已被修改',
      '在您開啟之後，這些設定已被修改',
    ),
    sentence(
      'at most {count} group robots; delete one first',
      '最多 {count} 个群机器人，请先删除一个',
      '最多 {count} 個群組機器人，請先刪除一個',
    ),
    sentence('you have no group robot with this id', '您没有此编号的群机器人', '您沒有此編號的群組機器人'),
  ],
  words: { topics: text('Topics', '通知主题', '通知主題') },
};
