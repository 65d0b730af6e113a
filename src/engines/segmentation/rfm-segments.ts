/** The eleven named parts of the recency × (frequency and money) square, from best to gone. */
export type RfmSegment =
  | 'champions'
  | 'loyal'
  | 'potential loyal'
  | 'new'
  | 'promising'
  | 'needs attention'
  | 'about to sleep'
  | 'cannot lose'
  | 'at risk'
  | 'hibernating'
  | 'lost';

export interface RfmSegmentRule {
  readonly segment: RfmSegment;
  readonly zh: string;
  /** Inclusive range of the recency score and of the value score, the rounded mean of the other two. */
  readonly r: readonly [number, number];
  readonly value: readonly [number, number];
  readonly action: string;
}

/**
 * The stated rules. Every (r, value) pair from 1-1 to 5-5 belongs to exactly one of them (a test walks the square).
 * The grid is the usual trade practice; the names are ours to read, not a statistical finding.
 */
export const rfmSegmentRules: readonly RfmSegmentRule[] = [
  { segment: 'champions', zh: '重要价值客户', r: [4, 5], value: [4, 5], action: 'keep close, ask for referrals' },
  { segment: 'loyal', zh: '忠诚客户', r: [3, 3], value: [4, 5], action: 'offer the next product' },
  { segment: 'potential loyal', zh: '潜力客户', r: [4, 5], value: [2, 3], action: 'raise frequency and basket' },
  { segment: 'new', zh: '新客户', r: [5, 5], value: [1, 1], action: 'secure the second purchase' },
  { segment: 'promising', zh: '有望客户', r: [4, 4], value: [1, 1], action: 'remind and explain the range' },
  { segment: 'needs attention', zh: '需关注客户', r: [3, 3], value: [3, 3], action: 'call before they cool' },
  { segment: 'about to sleep', zh: '即将沉睡客户', r: [3, 3], value: [1, 2], action: 'give a reason to return' },
  { segment: 'cannot lose', zh: '重要挽留客户', r: [1, 2], value: [5, 5], action: 'win back in person' },
  { segment: 'at risk', zh: '流失风险客户', r: [1, 2], value: [3, 4], action: 'find out what went wrong' },
  { segment: 'hibernating', zh: '休眠客户', r: [1, 2], value: [2, 2], action: 'low-cost contact only' },
  { segment: 'lost', zh: '流失客户', r: [1, 2], value: [1, 1], action: 'stop spending on them' },
];

/** Names the segment of scores from 1 to 5. The value score is (f + m) ÷ 2, a half rounded up. */
export function rfmSegment(r: number, f: number, m: number): RfmSegment {
  const value = Math.floor((f + m + 1) / 2);
  for (const rule of rfmSegmentRules) {
    if (r >= rule.r[0] && r <= rule.r[1] && value >= rule.value[0] && value <= rule.value[1]) return rule.segment;
  }
  throw new RangeError(`invalid scores: r ${r}, f ${f}, m ${m} (whole numbers from 1 to 5 are expected)`);
}
