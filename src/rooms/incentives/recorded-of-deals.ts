/** What the company's own records say of deals and orders, by the names that plans and rules use. */
export const recordedOfDeals: readonly string[] = [
  'owner',
  'account',
  'region',
  'industry',
  'segment',
  'class',
  'territory',
  'territory_owner',
  'channel',
  'source',
  'product',
  'product_code',
  'family',
  'category',
  'line',
  'discount',
  'delivered_on',
  'cost',
  'margin',
  'gross_profit',
  'type',
  'direction',
  'role',
  'event',
  'splits',
];

/** Events that some record tells of. The product keeps no invoices of its own. */
export const recordedEvents: readonly string[] = ['booking', 'order', 'delivery', 'payment', 'return', 'meeting'];
