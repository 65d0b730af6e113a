import { type Additions, chooseAdditions } from '#engines/team-composition/choose-additions.ts';
import {
  type Coverage,
  type SkillHolding,
  type SkillNeed,
  skillCoverage,
} from '#engines/team-composition/skill-coverage.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { refusing } from '../refusal.ts';
import { numberColumn, readColumns, textColumn } from '#platform/tabular/columns.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { terminalBar, terminalTable } from '../../terminal-table.ts';
import type { EngineCall, EngineVerb } from '../define-engine-command.ts';
import { number, percent } from '../segments/print.ts';

const person = ['person_id', 'employee', 'name', '人员', '姓名'];
const skill = ['skill_name', '技能'];
const level = ['rating', 'score', '等级', '水平'];
const holdingColumns = {
  person: textColumn({ also: person }),
  skill: textColumn({ also: skill }),
  level: numberColumn({ also: level, optional: true, min: 0 }),
  candidate: textColumn({ also: ['候选'], optional: true }),
};
const needColumns = {
  skill: textColumn({ also: skill }),
  level: numberColumn({ also: level, optional: true, min: 0 }),
  people: numberColumn({ also: ['needed', 'count', '人数'], optional: true, min: 1 }),
  weight: numberColumn({ also: ['importance', '权重'], optional: true }),
};

export const coverageVerb: EngineVerb = {
  summary:
    'How far a team has the skills it needs, who cannot be spared, and which hire or move covers most of what is missing',
  files: [1, 1],
  input: 'person, skill, level?, candidate? (yes: could join, not in the team yet); one row per person and skill',
  options: [
    {
      name: 'needs',
      kind: 'text',
      help: 'file of needs: skill, level?, people?, weight? (default: one person for every skill of the file)',
    },
    { name: 'candidates', kind: 'text', help: 'file of people who could join: person, skill, level?' },
    {
      name: 'level',
      kind: 'number',
      help: 'level at which a skill counts where a need does not say',
      fallback: 1,
      min: 0,
    },
    { name: 'pick', kind: 'whole', help: 'how many may join', fallback: 1, min: 1, max: 50 },
  ],
  async run(call) {
    const table = await call.readTable(call.files[0]);
    const { holdings, candidates, rows } = await readPeople(call, table);
    const needs = await readNeeds(call, [...holdings, ...candidates]);
    const coverage = refusing(
      ({ message }) => unusable(message, { file: call.files[0] }),
      () => skillCoverage(holdings, needs),
    );
    const additions =
      candidates.length === 0 ? undefined : chooseAdditions(holdings, needs, candidates, call.options.pick as number);
    const notes =
      candidates.length === 0
        ? ['no candidates are given (column "candidate" or --candidates), so nobody is recommended']
        : [];
    return {
      json: {
        coverage: coverage.coverage,
        skills: coverage.skills,
        people: coverage.people,
        recommended: additions?.chosen ?? [],
        coverageAfter: additions?.coverageAfter ?? coverage.coverage,
        optimal: additions?.optimal ?? true,
        bound: additions?.bound ?? coverage.coverage,
        alternatives: additions?.alternatives ?? [],
        usage: { used: rows, skipped: 0, reasons: [] },
        notes,
      },
      text: describe(coverage, additions, notes),
      plot: {
        kind: 'bar',
        title: 'People who have the skill, and who are missing',
        categories: coverage.skills.map((one) => one.skill),
        series: [
          { name: 'have it', values: coverage.skills.map(({ holders }) => holders.length) },
          { name: 'missing', values: coverage.skills.map(({ missing }) => missing) },
        ],
        value: { unit: 'count' },
        horizontal: true,
        stacked: true,
      },
    };
  },
};

async function readPeople(call: EngineCall, table: Table) {
  const { columns } = readColumns(table, holdingColumns, call.map);
  const all = columns.person.map((name, row) => ({
    holding: { person: name, skill: columns.skill[row], level: columns.level?.[row] ?? Number.MAX_VALUE },
    candidate: /^(yes|y|true|1|是)$/i.test(columns.candidate?.[row] ?? ''),
  }));
  const seen = new Set<string>();
  for (const [row, { holding }] of all.entries()) {
    const key = `${holding.person}\u0000${holding.skill}`;
    if (seen.has(key))
      throw unusable('one row for a person and a skill', {
        file: table.name,
        line: table.lines[row],
        found: `${holding.person}, ${holding.skill} again`,
      });
    seen.add(key);
  }
  const candidates = all.filter(({ candidate }) => candidate).map(({ holding }) => holding);
  if (call.options.candidates !== undefined) {
    const more = readColumns(await call.readTable(String(call.options.candidates)), holdingColumns, call.map).columns;
    more.person.forEach((name, row) =>
      candidates.push({ person: name, skill: more.skill[row], level: more.level?.[row] ?? Number.MAX_VALUE }),
    );
  }
  return {
    holdings: all.filter(({ candidate }) => !candidate).map(({ holding }) => holding),
    candidates,
    rows: table.rows.length,
  };
}

async function readNeeds(call: EngineCall, known: readonly SkillHolding[]): Promise<SkillNeed[]> {
  const least = call.options.level as number;
  if (call.options.needs === undefined)
    return [...new Set(known.map((one) => one.skill))]
      .sort()
      .map((name) => ({ skill: name, level: least, people: 1, weight: 1 }));
  const table = await call.readTable(String(call.options.needs));
  const { columns } = readColumns(table, needColumns, call.map);
  return columns.skill.map((name, row) => {
    const people = columns.people?.[row] ?? 1;
    const weight = columns.weight?.[row] ?? 1;
    const place = { file: table.name, line: table.lines[row] };
    if (!Number.isInteger(people))
      throw unusable('a whole number of people', { ...place, column: 'people', found: String(people) });
    if (!(weight > 0)) throw unusable('a weight above 0', { ...place, column: 'weight', found: String(weight) });
    return { skill: name, level: columns.level?.[row] ?? least, people, weight };
  });
}

function describe(coverage: Coverage, additions: Additions | undefined, notes: readonly string[]): string {
  const right = { align: 'right' as const };
  return [
    `${percent(coverage.coverage)} of what is needed is there`,
    '',
    terminalTable(
      [
        { header: 'skill' },
        { header: 'needed', ...right },
        { header: 'there', ...right },
        { header: 'missing', ...right },
        { header: '' },
        { header: 'who' },
      ],
      coverage.skills
        .toSorted((a, b) => b.missing * b.weight - a.missing * a.weight)
        .map((one) => [
          one.skill,
          one.needed,
          one.holders.length,
          one.missing === 0 ? '' : one.missing,
          terminalBar(Math.min(1, one.holders.length / one.needed), 10),
          `${one.holders.slice(0, 4).join(', ')}${one.holders.length > 4 ? ', …' : ''}${one.fragile && one.missing === 0 ? '  (nobody to spare)' : ''}`,
        ]),
    ),
    '',
    ...coverage.people
      .filter(({ lossOfCoverage }) => lossOfCoverage > 0)
      .slice(0, 5)
      .map((one) => `without ${one.person}: ${percent(one.lossOfCoverage)} less (${one.alone.join(', ')})`),
    ...(additions === undefined
      ? []
      : [
          '',
          ...additions.chosen.map(
            (one, i) => `${i + 1}. ${one.person}: +${percent(one.gain)} (${one.covers.join(', ')})`,
          ),
          `coverage ${percent(additions.coverageBefore)} → ${percent(additions.coverageAfter)}; ${additions.optimal ? 'no other choice covers more' : `at most ${percent(additions.bound)} could be reached`}`,
          ...additions.alternatives.map((one) => `else ${one.person}: +${percent(one.gain)}`),
        ]),
    ...notes.map((note) => `note: ${note}`),
    `used ${number(coverage.people.length)} people`,
  ].join('\n');
}
