import { companyTable } from './record-table.ts';

/** Where a unit stands in its structure, from–to; what unit.parent_id says is where it stands today. */
export const migration = {
  name: '0042-unit-placement',
  statements: [
    ...companyTable(
      'unit_placement',
      [
        'unit_id uuid not null',
        'parent_id uuid',
        'from_on date not null',
        'until_on date',
        'foreign key (company_id, unit_id) references qd.unit (company_id, id)',
        'check (until_on is null or until_on > from_on)',
      ],
      'unit_id, from_on',
    ),
  ],
};
