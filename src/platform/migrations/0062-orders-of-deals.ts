/** The orders of a deal are looked up for every won deal that earns: their cost, and what follows the deal's people. */
export const migration = {
  name: '0062-orders-of-deals',
  statements: [
    'create index sales_order_opportunity on qd.sales_order (company_id, opportunity_id) where opportunity_id is not null',
  ],
};
