import { recordTable } from './record-table.ts';

/** Courses and who took them. */
export const migration = {
  name: '0050-training',
  statements: [
    ...recordTable({
      name: 'course',
      kind: 'course',
      owner: { by: 'company' },
      columns: [
        'name text not null',
        'subject text not null',
        'held_from_on date',
        'held_until_on date',
        'hours numeric',
        'teacher text',
        'note text',
      ],
    }),
    ...recordTable({
      name: 'enrolment',
      kind: 'enrolment',
      owner: { by: 'company' },
      columns: [
        'course_id uuid not null',
        'person_id uuid not null',
        'enrolled_on date not null',
        'completed_on date',
        'status text not null',
        'score integer',
        'valid_until_on date',
      ],
      references: { course_id: 'course', person_id: 'person' },
      indexes: [
        'create INDEX ON (company_id, course_id) where deleted_at is null',
        'create INDEX ON (company_id, person_id) where deleted_at is null',
      ],
    }),
  ],
};
