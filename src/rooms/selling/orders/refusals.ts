import { type SpokenPart, sentence } from '#kernel/sentences/sentence.ts';

export const orderRefusals: SpokenPart = {
  sentences: [
    sentence(
      'the lines and returns of an order are in its currency',
      '订单明细与退货须与订单同一币种',
      '訂單明細與退貨須與訂單同一幣別',
    ),
    sentence('an order with lines keeps its currency', '已有明细的订单不能更改币种', '已有明細的訂單不能更改幣別'),
  ],
};
