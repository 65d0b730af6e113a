import { companyTable } from './record-table.ts';

/** What administrators set up: custom fields that can be changed and archived, the working week, versions of pipelines. */
export const migration = {
  name: '0040-settings',
  statements: [
    `alter table qd.custom_field add column id uuid not null default gen_random_uuid(), add column sort integer not null default 0,
      add column archived_at timestamptz, add column version integer not null default 1, add unique (company_id, id)`,
    `alter table qd.company add column version integer not null default 1,
      add column working_days smallint[] not null default '{1,2,3,4,5}'`,
    `alter table qd.stage add column owner_role text, add column exit_criteria text`,
    // Each design of a pipeline that was put into force: the stages as they stood, by whom and why.
    ...companyTable(
      'pipeline_version',
      [
        'pipeline_id uuid not null',
        'number integer not null',
        'made_at timestamptz not null default now()',
        'made_by uuid',
        'note text',
        'stages jsonb not null',
        'foreign key (company_id, pipeline_id) references qd.pipeline (company_id, id)',
      ],
      'pipeline_id, number',
    ),
    'revoke update, delete on qd.pipeline_version from quarterdeck_app',
  ],
};
