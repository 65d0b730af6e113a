/** Other header names under which the columns of a credits file are found. */
export const creditColumnNames = {
  id: ['credit', 'credit id', 'deal id', 'order id', 'order', 'invoice', '编号', '單號', '单号', '订单号', '業績編號'],
  payee: [
    'rep',
    'salesperson',
    'sales rep',
    'seller',
    'employee',
    'agent',
    'person',
    'owner',
    '人员',
    '業務員',
    '业务员',
    '销售员',
    '员工',
  ],
  date: ['credit date', 'close date', 'order date', 'booked', '日期', '成交日期', '订单日期'],
  amount: ['value', 'revenue', 'sales', 'net amount', '金额', '金額', '销售额', '銷售額', '业绩'],
  currency: ['币种', '幣別', '货币'],
  share: ['split', 'split share', 'credit share', '分成', '占比', '比例'],
  event: ['type', 'kind', '事件', '类型'],
  reverses: ['reverses id', 'returns', 'return of', 'reversal of', '冲销', '退货单号', '原单号'],
  onTop: ['overlay', 'on top', '叠加'],
  deal: ['opportunity', 'contract', '商机', '合同号'],
  item: ['line', 'line item', 'order line', '行号', '明细'],
} as const;

/** Other header names under which the columns of a payees file are found. */
export const payeeColumnNames = {
  payee: creditColumnNames.payee,
  from: ['valid from', 'start', 'effective from', '生效日期', '自'],
  through: ['until', 'to', 'valid through', 'end', 'effective to', '失效日期', '至'],
  status: ['状态', '狀態'],
  hired: ['hire date', 'hired on', 'start date', '入职日期', '到職日'],
  left: ['leave date', 'termination date', 'left on', '离职日期', '離職日'],
  leaveFrom: ['absence from', 'leave start', '休假开始'],
  leaveThrough: ['absence through', 'leave until', 'leave end', '休假结束'],
  manager: ['reports to', 'boss', '上级', '主管', '经理'],
  plan: ['plan id', '方案'],
} as const;
