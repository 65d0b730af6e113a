import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

export const calendarFeedRefusals: SpokenPart = {
  sentences: [sentence('there is no calendar at this address', '此地址没有日历', '此位址沒有行事曆')],
};
