import { choices, field, reference } from '#kernel/fields.ts';
import { text } from '#kernel/local-text.ts';
import type { RecordKind } from '#kernel/record-kind.ts';

/** A course that people can take. */
export const courseKind: RecordKind = {
  kind: 'course',
  room: 'team',
  path: 'courses',
  table: 'course',
  label: text('Course', '课程', '課程'),
  plural: text('Courses', '课程', '課程'),
  icon: 'school',
  title: 'name',
  ownership: { by: 'company' },
  searched: [],
  defaultSort: { field: 'heldFromOn', descending: true },
  related: [{ kind: 'enrolment', by: 'courseId' }],
  fields: [
    field('name', 'text', ['Name', '名称', '名稱'], {
      required: true,
      listed: true,
      sortable: true,
      matches: true,
      also: ['course', '课程名称', '課程名稱'],
    }),
    field('subject', 'choice', ['Subject', '课程类型', '課程類型'], {
      listed: true,
      choices: choices(
        ['product', 'Product', '产品', '產品'],
        ['selling', 'Selling', '销售技能', '銷售技能'],
        ['leadership', 'Leadership', '领导力', '領導力'],
        ['digital', 'Digital', '数字化', '數位化'],
      ),
    }),
    field('heldFromOn', 'date', ['Held from', '开课日期', '開課日期'], { listed: true, sortable: true }),
    field('heldUntilOn', 'date', ['Held until', '结课日期', '結課日期'], { listed: true }),
    field('hours', 'decimal', ['Hours', '学时', '學時'], { listed: true }),
    field('teacher', 'text', ['Teacher', '讲师', '講師'], { listed: true }),
    field('note', 'longText', ['Note', '备注', '備註']),
  ],
};

/** A person's place in a course, and how it ended. */
export const enrolmentKind: RecordKind = {
  kind: 'enrolment',
  room: 'team',
  path: 'enrolments',
  table: 'enrolment',
  label: text('Enrolment', '参训记录', '參訓記錄'),
  plural: text('Enrolments', '参训记录', '參訓記錄'),
  icon: 'clipboard-check',
  title: 'courseId',
  ownership: { by: 'company' },
  searched: [],
  defaultSort: { field: 'enrolledOn', descending: true },
  board: { by: 'status' },
  fields: [
    reference('courseId', 'course', ['Course', '课程', '課程'], {
      required: true,
      listed: true,
      also: ['course', '课程'],
    }),
    reference('personId', 'person', ['Person', '学员', '學員'], {
      required: true,
      listed: true,
      also: ['person', 'employee', '人员', '員工', '员工'],
    }),
    field('enrolledOn', 'date', ['Enrolled', '报名日期', '報名日期'], { listed: true, sortable: true }),
    field('completedOn', 'date', ['Completed', '完成日期', '完成日期'], { listed: true, sortable: true }),
    field('status', 'choice', ['Status', '状态', '狀態'], {
      listed: true,
      choices: choices(
        ['enrolled', 'Enrolled', '已报名', '已報名'],
        ['completed', 'Completed', '已完成', '已完成', 'good'],
        ['dropped', 'Dropped', '已退出', '已退出', 'bad'],
      ),
    }),
    field('score', 'whole', ['Score', '成绩', '成績'], { listed: true, min: 0, max: 100 }),
    field('validUntilOn', 'date', ['Certificate valid until', '证书有效期', '證書有效期']),
  ],
};
