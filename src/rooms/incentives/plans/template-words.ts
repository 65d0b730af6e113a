import { type LocalText, text } from '#kernel/local-text.ts';

export interface TemplateWords {
  readonly name: LocalText;
  readonly description: LocalText;
}

/** The ready plans by file name, in the reader's language. */
export const templateWords: Readonly<Record<string, TemplateWords>> = {
  '01-straight-commission': {
    name: text('Straight commission', '单一比例提成', '單一比例提成'),
    description: text(
      '5 % of every invoice, paid each month. Returns take back what they were paid.',
      '每月按开票金额的 5% 计提，退货按原支付冲回。',
      '每月按開票金額的 5% 計提，退貨按原支付沖回。',
    ),
  },
  '02-salary-and-steps': {
    name: text('Salary and steps', '底薪加阶梯提成', '底薪加階梯提成'),
    description: text(
      'A base salary, pro rata for joiners and leavers, and 3 %, 5 % and 8 % of monthly sales in steps.',
      '底薪（入离职按天折算），加月度阶梯提成 3%、5%、8%。',
      '底薪（入離職按天折算），加月度階梯提成 3%、5%、8%。',
    ),
  },
  '03-quota-accelerators': {
    name: text('Quota with accelerators', '年度配额与加速器', '年度配額與加速器'),
    description: text(
      '8 % of bookings against a yearly quota: slower below half of it, faster above it. Half is paid on booking, half as the customer pays.',
      '年度配额下按签约额的 8% 计提：完成不到一半减速，超额加速。签约付一半，回款付一半。',
      '年度配額下按簽約額的 8% 計提：完成不到一半減速，超額加速。簽約付一半，收款付一半。',
    ),
  },
  '04-sales-development': {
    name: text('Sales development', '销售拓展代表', '銷售拓展代表'),
    description: text(
      'So much for each held meeting, a share of what came of it, and a bonus for the goal of the month.',
      '按有效会面计件，分享后续成交额，达成月度目标另有奖金。',
      '按有效會面計件，分享後續成交額，達成月度目標另有獎金。',
    ),
  },
  '05-margin': {
    name: text('Gross margin', '毛利提成', '毛利提成'),
    description: text(
      'The margin of each deal chooses the rate and is what the rate multiplies. Below 8 % nothing is paid.',
      '以每单毛利率定比例、以毛利为基数；毛利率低于 8% 不计提。',
      '以每單毛利率定比例、以毛利為基數；毛利率低於 8% 不計提。',
    ),
  },
  '06-products-and-spif': {
    name: text('Products and SPIF', '产品矩阵与专项奖励', '產品矩陣與專項獎勵'),
    description: text(
      'Rates by product line, more for new customers and long contracts, a spring campaign, and a quarter bonus for the mix.',
      '按产品线定比例，新客户与长约加乘；春季专项奖励；季度产品组合奖金。',
      '按產品線定比例，新客戶與長約加乘；春季專項獎勵；季度產品組合獎金。',
    ),
  },
  '07-new-hire-draw': {
    name: text('New hire with draw', '新人爬坡与预支', '新人爬坡與預支'),
    description: text(
      'A quota that ramps up and a recoverable draw in the first six months, repaid from half of what is above it.',
      '配额逐月爬坡；入职前六个月可追回预支，以超出部分的一半归还。',
      '配額逐月爬坡；入職前六個月可追回預支，以超出部分的一半歸還。',
    ),
  },
  '08-team-lead': {
    name: text('Representatives and leads', '代表与主管', '代表與主管'),
    description: text(
      'One plan for representatives and those who lead them: a lead earns on what the team sells, the level above on what it earns.',
      '代表与主管同一方案：主管按团队业绩提成，上一级按下属所得分享。',
      '代表與主管同一方案：主管按團隊業績提成，上一級按下屬所得分享。',
    ),
  },
  '09-customer-success': {
    name: text('Customer success', '客户成功团队', '客戶成功團隊'),
    description: text(
      'A team pool on renewals and personal objectives, all behind a satisfaction gate; leave shortens it.',
      '续约团队奖金池加个人目标奖金，以满意度为门槛；休假按天折算。',
      '續約團隊獎金池加個人目標獎金，以滿意度為門檻；休假按天折算。',
    ),
  },
  '10-enterprise': {
    name: text('Enterprise sales', '大客户销售', '大客戶銷售'),
    description: text(
      'Everything together: several currencies, credit on payment, a seasonal quota, accelerators, overlays, overrides, objectives, a draw and clawback.',
      '完整方案：多币种、回款确认、季节性配额、加速器、叠加与管理提成、目标奖金、预支与追回。',
      '完整方案：多幣別、收款確認、季節性配額、加速器、疊加與管理提成、目標獎金、預支與追回。',
    ),
  },
};
