const own = `company_id = qd.current_company() and person_id = (select qd.current_person())`;

/** Files that jobs make, such as long exports: of whoever asked for them alone, and for some days. */
export const migration = {
  name: '0092-job-files',
  statements: [
    // Under the id of its job. In the database, as uploads are: any worker writes it, any server hands it out.
    `create table qd.job_file (
      company_id integer not null default qd.current_company(), job_id uuid not null, person_id uuid not null, file_name text not null,
      content_type text not null, bytes bigint not null default 0, created_at timestamptz not null, expires_at timestamptz not null,
      primary key (company_id, job_id), foreign key (company_id, job_id) references qd.job (company_id, id) on delete cascade)`,
    'create index job_file_expiry on qd.job_file (company_id, expires_at)',
    'alter table qd.job_file enable row level security',
    `create policy job_file_own on qd.job_file to quarterdeck_app using (${own}) with check (${own})`,
    `create table qd.job_file_part (
      company_id integer not null default qd.current_company(), job_id uuid not null, part integer not null, content bytea not null,
      primary key (company_id, job_id, part),
      foreign key (company_id, job_id) references qd.job_file (company_id, job_id) on delete cascade)`,
    'alter table qd.job_file_part alter column content set storage external',
    'alter table qd.job_file_part enable row level security',
    `create policy job_file_part_own on qd.job_file_part to quarterdeck_app using (company_id = qd.current_company() and exists (
        select from qd.job_file f where f.company_id = job_file_part.company_id and f.job_id = job_file_part.job_id))
      with check (company_id = qd.current_company() and exists (
        select from qd.job_file f where f.company_id = job_file_part.company_id and f.job_id = job_file_part.job_id))`,
  ],
};
