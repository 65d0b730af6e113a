/** What the company sells: six families, each with goods in several sizes. Brand and goods are invented or generic. */
export interface ProductFamily {
  readonly name: string;
  readonly english: string;
  readonly letter: string;
  readonly category: string;
  readonly unit: string;
  /** Typical list price in yuan. */
  readonly typicalPrice: number;
  readonly goods: readonly (readonly [chinese: string, english: string])[];
  readonly sizes: readonly string[];
}

export const families: readonly ProductFamily[] = [
  {
    name: '紧固件',
    english: 'Fasteners',
    letter: 'F',
    category: '标准件',
    unit: '盒',
    typicalPrice: 65,
    goods: [
      ['六角头螺栓', 'Hex bolt'],
      ['内六角螺钉', 'Socket screw'],
      ['法兰螺母', 'Flange nut'],
      ['膨胀锚栓', 'Expansion anchor'],
    ],
    sizes: ['M6', 'M8', 'M10', 'M12', 'M16'],
  },
  {
    name: '泵阀',
    english: 'Pumps and valves',
    letter: 'P',
    category: '流体控制',
    unit: '台',
    typicalPrice: 1500,
    goods: [
      ['离心泵', 'Centrifugal pump'],
      ['电动球阀', 'Motor ball valve'],
      ['隔膜泵', 'Diaphragm pump'],
      ['减压阀', 'Pressure reducer'],
    ],
    sizes: ['DN15', 'DN25', 'DN40', 'DN50', 'DN80'],
  },
  {
    name: '轴承',
    english: 'Bearings',
    letter: 'B',
    category: '传动件',
    unit: '套',
    typicalPrice: 220,
    goods: [
      ['深沟球轴承', 'Ball bearing'],
      ['圆锥滚子轴承', 'Tapered roller bearing'],
      ['直线导轨', 'Linear guide'],
      ['带座轴承', 'Pillow block'],
    ],
    sizes: ['20', '25', '30', '40', '50'],
  },
  {
    name: '安全防护',
    english: 'Safety',
    letter: 'S',
    category: '劳保用品',
    unit: '箱',
    typicalPrice: 180,
    goods: [
      ['防护手套', 'Safety gloves'],
      ['安全鞋', 'Safety shoes'],
      ['防尘口罩', 'Dust mask'],
      ['安全帽', 'Helmet'],
    ],
    sizes: ['S', 'M', 'L', 'XL', '均码'],
  },
  {
    name: '工具',
    english: 'Tools',
    letter: 'T',
    category: '工具量具',
    unit: '件',
    typicalPrice: 420,
    goods: [
      ['冲击扳手', 'Impact wrench'],
      ['角磨机', 'Angle grinder'],
      ['数显卡尺', 'Digital caliper'],
      ['扭矩扳手', 'Torque wrench'],
    ],
    sizes: ['100', '150', '200', '300', '500'],
  },
  {
    name: '自动化',
    english: 'Automation',
    letter: 'A',
    category: '工控',
    unit: '台',
    typicalPrice: 1300,
    goods: [
      ['伺服驱动器', 'Servo drive'],
      ['变频器', 'Frequency converter'],
      ['光电传感器', 'Photo sensor'],
      ['气动缸', 'Air cylinder'],
    ],
    sizes: ['A1', 'A2', 'B1', 'B2', 'C1'],
  },
];

export interface CompetitorProfile {
  readonly name: string;
  readonly strengths: string;
  readonly weaknesses: string;
}

/** Invented competitors; the first is the one of the planted truth about losing products. */
export const competitors: readonly CompetitorProfile[] = [
  { name: '欧贝克工业', strengths: '价格激进，泵阀交期短 Aggressive price, short delivery', weaknesses: '售后网点少' },
  { name: '朗峤工品', strengths: '线上商城体验好', weaknesses: '大客户服务弱 Weak key-account service' },
  { name: '泰禾渡机电', strengths: '本地库存充足', weaknesses: '品类窄' },
  { name: '星澹供应链', strengths: '账期灵活 Flexible payment terms', weaknesses: '价格偏高' },
  { name: '北屿五金', strengths: '紧固件品类齐全', weaknesses: '数字化程度低' },
  { name: '赛衍自动化', strengths: '技术方案能力强', weaknesses: '交期长 Long delivery times' },
];

export interface StageProfile {
  readonly name: string;
  readonly english: string;
  readonly traditional: string;
  readonly outcome: 'open' | 'won' | 'lost';
  /** Share of the deals that reach the stage and are won. */
  readonly probability: number;
  /** Mean days that a deal stays. */
  readonly days: number;
  /** Share of all lost deals that are lost here. */
  readonly shareOfLosses: number;
  readonly criteria: string;
}

const stage = (
  names: readonly [string, string, string],
  outcome: StageProfile['outcome'],
  [probability, days, shareOfLosses]: readonly [number, number, number],
  criteria: string,
): StageProfile => ({
  name: names[0],
  english: names[1],
  traditional: names[2],
  outcome,
  probability,
  days,
  shareOfLosses,
  criteria,
});

/** Share of closed deals that are won when nothing is planted. */
export const baseWinRate = 0.4;

/** The standard process. Chances follow from the shares of losses: of 1 deal 0.82 reach the second stage, and so on. */
export const stageProfiles: readonly StageProfile[] = [
  stage(['初步接洽', 'First contact', '初步接洽'], 'open', [0.4, 4, 0.3], '已确认联系人和大致需求'),
  stage(['需求分析', 'Needs analysis', '需求分析'], 'open', [0.49, 9, 0.25], '需求清单、预算范围、决策链已明确'),
  stage(['方案报价', 'Proposal', '方案報價'], 'open', [0.6, 12, 0.2], '方案与报价已发出并得到反馈'),
  stage(['商务谈判', 'Negotiation', '商務談判'], 'open', [0.73, 10, 0.15], '价格、交期、付款条件进入谈判'),
  stage(['合同审批', 'Contract', '合約審批'], 'open', [0.87, 6, 0.1], '双方合同流程中'),
  stage(['赢单', 'Won', '贏單'], 'won', [1, 0, 0], '合同签署或收到订单'),
  stage(['输单', 'Lost', '輸單'], 'lost', [0, 0, 0], '客户明确放弃或选择他人'),
];

export const lostReasons = ['价格', '竞争对手', '需求取消', '预算不足', '技术不符', '无回应'] as const;
export const sources = ['官网', '老客户推荐', '展会', '电话开发', '微信', '线上商城'] as const;
export const sourceWeights = [25, 20, 20, 15, 10, 10] as const;
export const channels = ['直销', '经销商', '网店'] as const;
export const channelWeights = [70, 18, 12] as const;
