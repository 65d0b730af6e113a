/** The plans by which the demo company pays, as its pay administrator would have written them. */
export function payPlanTexts(fromOn: string): {
  readonly seller: string;
  readonly lead: string;
  readonly office: string;
} {
  return {
    seller: `# 销售顾问：按季度达成率分档提成，退货按原支付冲回。
plan: seller
name: { en: Sales consultants, zh: 销售顾问提成方案 }
currency: CNY
period: month
effective: { from: ${fromOn} }
measures:
  sales: amount
quotas:
  sales: { per: quarter }
components:
  - id: commission
    name: { en: Commission, zh: 提成 }
    text: Every won deal earns a share that grows with the attainment of the quarter.
    kind: commission
    measure: sales
    over: quarter
    tiers:
      by: attainment
      method: marginal
      steps:
        - { upTo: 100%, rate: 0.5% }
        - { upTo: 130%, rate: 0.8% }
        - { rate: 1% }
    cap: { amount: 60000, over: quarter }
rounding: { mode: half-up, each: total }
`,
    lead: `# 团队领导：个人提成加团队提成。
plan: team-lead
name: { en: Team leads, zh: 团队领导提成方案 }
currency: CNY
period: month
effective: { from: ${fromOn} }
measures:
  sales: amount
components:
  - id: own-sales
    name: { en: Own sales, zh: 个人提成 }
    kind: commission
    measure: sales
    rate: 0.4%
  - id: team
    name: { en: Team override, zh: 团队提成 }
    kind: override
    level: 1
    measure: sales
    rate: 0.1%
`,
    office: `# 主管、经理、市场与服务人员：季度目标奖金。
plan: objectives
name: { en: Objectives, zh: 目标奖金方案 }
currency: CNY
period: month
effective: { from: ${fromOn} }
components:
  - id: objectives
    name: { en: Objectives, zh: 目标奖金 }
    kind: mbo
    over: quarter
    target: payee.mbo_target
    objectives:
      - { id: results, weight: 60%, score: payee.results }
      - { id: cooperation, weight: 40%, score: payee.cooperation }
`,
  };
}
