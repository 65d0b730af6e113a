import { text } from '#kernel/local-text.ts';
import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

/** What is refused of jobs and schedules, and why a job failed. */
export const jobRefusals: SpokenPart = {
  sentences: [
    sentence(
      'this version knows no work of kind "{kind}"',
      '此版本不支持“{kind}”类任务',
      '此版本不支援「{kind}」類工作',
    ),
    sentence(
      'what this job of kind "{kind}" is to do cannot be read',
      '无法读取此“{kind}”类任务的内容',
      '無法讀取此「{kind}」類工作的內容',
    ),
    sentence('whoever started this is no longer here', '发起人已不在职', '發起人已不在職'),
    sentence('this job is {-state}: {=rule}', '此任务{-state}：{=rule}', '此工作{-state}：{=rule}'),
    sentence('there is nothing to cancel', '没有可取消的内容', '沒有可取消的內容'),
    sentence(
      'only failed and cancelled jobs run again',
      '只有失败或已取消的任务可以重新运行',
      '只有失敗或已取消的工作可以重新執行',
    ),
    sentence(
      'something broke here; the log says more under the id of the job',
      '程序出错，可凭任务编号在日志中查到详情',
      '程式出錯，可憑工作編號在日誌中查到詳情',
    ),
    sentence(
      'this schedule was changed since you read it',
      '在您打开之后，此定时计划已被修改',
      '在您開啟之後，此定時排程已被修改',
    ),
    sentence('this schedule is never due', '此定时计划永远不会到期', '此定時排程永遠不會到期'),
    sentence('a day that comes within eight years', '八年之内会到来的日期', '八年之內會到來的日期'),
    sentence('there is no such schedule', '没有此定时计划', '沒有此定時排程'),
    sentence('invalid schedule: {text}', '定时表达式无效：{text}', '定時運算式無效：{text}'),
    sentence('five fields such as 0 2 * * *', '五个字段，如 0 2 * * *', '五個欄位，如 0 2 * * *'),
    sentence(
      'a {-part} such as {min}, {range} or */5',
      '{-part}，如 {min}、{range} 或 */5',
      '{-part}，如 {min}、{range} 或 */5',
    ),
    sentence('a {-part} from {min} to {max}', '{-part}，{min} 至 {max}', '{-part}，{min} 至 {max}'),
    sentence(
      'this job made no file for you, or its days are over',
      '此任务没有供您下载的文件，或文件已过保留期',
      '此工作沒有供您下載的檔案，或檔案已過保留期',
    ),
    sentence('no job with this id is open to you', '没有您可见的此编号的任务', '沒有您可見的此編號的工作'),
  ],
  words: {
    cron: text('Schedule', '定时', '定時'),
    minute: text('minute', '分钟', '分鐘'),
    hour: text('hour', '小时', '小時'),
    'day of month': text('day of month', '日', '日'),
    month: text('month', '月', '月'),
    'day of week': text('day of week', '星期', '星期'),
    waiting: text('waiting', '正在等待', '正在等待'),
    running: text('running', '正在运行', '正在執行'),
    done: text('done', '已完成', '已完成'),
    failed: text('failed', '已失败', '已失敗'),
    cancelled: text('cancelled', '已取消', '已取消'),
  },
};
