/** What people write: short, mostly Chinese, sometimes English. */
export const projects = [
  '采购',
  '年度备件',
  '框架协议',
  '产线改造',
  '扩产项目',
  '替换升级',
  '季度补货',
  '维保配套',
] as const;

export const nextSteps = [
  '发送修订后的报价单',
  '安排现场技术交流',
  '确认交期与付款条件',
  '与采购经理电话跟进',
  '寄送样品并约试用反馈',
  '提交特价申请',
  '拜访设备主管，确认选型',
  '催合同盖章',
  'Send revised quote',
  'Call the plant engineer about specs',
  '准备竞品对比资料',
  '邀请客户参观仓库',
] as const;

export interface ActivityText {
  readonly type: 'call' | 'visit' | 'meeting' | 'email' | 'message' | 'demo';
  readonly weight: number;
  readonly minutes: number;
  readonly subjects: readonly string[];
}

export const activityTexts: readonly ActivityText[] = [
  {
    type: 'call',
    weight: 36,
    minutes: 12,
    subjects: ['电话沟通需求', '跟进报价反馈', '确认交期', '预约拜访时间', 'Follow-up call', '了解预算与决策流程'],
  },
  {
    type: 'visit',
    weight: 20,
    minutes: 75,
    subjects: ['上门拜访', '现场勘查工况', '拜访采购部', '技术交流', '回访使用情况'],
  },
  { type: 'email', weight: 16, minutes: 8, subjects: ['发送方案与报价', '发送产品资料', 'Quote sent', '发送检测报告'] },
  { type: 'message', weight: 16, minutes: 4, subjects: ['微信跟进', '微信发送样册', '微信确认订单数量', '节日问候'] },
  {
    type: 'meeting',
    weight: 8,
    minutes: 60,
    subjects: ['商务谈判', '项目评审会', '视频会议：方案讲解', 'Kick-off meeting'],
  },
  { type: 'demo', weight: 4, minutes: 90, subjects: ['样机演示', '产品试用', '线上演示 Online demo'] },
];

export const activityResults = [
  '客户有兴趣',
  '待客户内部讨论',
  '需补充资料',
  '已约下次沟通',
  '暂无需求',
  '价格有异议',
  'Positive',
  '已确认',
] as const;

export const activityNotes = [
  '客户反馈报价偏高，对比了两家，希望再让三个点。',
  '设备主管认可方案，采购走流程约两周。',
  '现场工况温度较高，建议改用耐高温型号，已同步技术。',
  '客户下月产线停机检修，可集中换件。',
  '决策人是生产副总，需要约他参加下次交流。',
  '样品测试通过，等待小批量订单。',
  '竞争对手承诺三天到货，我们需要确认本地库存。',
  '付款条件希望月结 60 天，需财务确认。',
  'Customer asks for a test report before ordering; promised by Friday.',
  'Budget approved for this quarter. Next: contract draft.',
  '联系人出差，下周一再联系。',
  '客户新厂明年投产，备件需求会增加。',
] as const;

export const taskSubjects = [
  '回电客户',
  '准备拜访资料',
  '更新报价单',
  '确认到货时间',
  '催收到期货款',
  '提交合同审批',
  '寄送样品',
  '整理竞品信息',
  'Prepare quarterly review',
  '回访售后满意度',
] as const;

export const visitSubjects = [
  '例行拜访',
  '洽谈续约',
  '现场查看设备',
  '演示新品',
  '拜访采购经理',
  '回访使用情况',
] as const;

export const leadNeeds = [
  '询价：不锈钢离心泵 10 台，含税到厂价',
  '需要紧固件年度供应商，每月约 5 万元',
  '变频器替换，现用进口品牌，交期太长',
  'Looking for safety gloves, 2,000 pairs per quarter',
  '轴承异响，寻找替代型号',
  '新建车间，需要工具配置清单',
  '传感器选型咨询',
] as const;

export const disqualifiedReasons = ['无需求', '预算不足', '联系不上', '重复线索', '非目标行业'] as const;
