import type { ColumnFinder } from './find-columns.ts';
import type { FieldMapping, RecordMapping } from './mapping.ts';
import type { Suggestion } from './suggest-mapping.ts';

/**
 * A table of sellers with their manager and office becomes people, units and the positions they hold; so does one of regions with
 * their managers.
 */
export function suggestTeam(fileName: string, find: ColumnFinder, header: readonly string[]): Suggestion | undefined {
  const agent = find('salesagent', 'salesperson', 'salesrep', 'rep', '销售人员', '销售员', '业务员');
  const manager = find('manager', 'salesmanager', '经理', '主管');
  const office = find('regionaloffice', 'office', 'region', '大区', '地区', '区域');
  const leader = find('地区经理', '区域经理', '大区经理', '地區經理', '區域經理', 'regional manager', 'region manager');
  if (leader !== undefined && office !== undefined && header.length <= 3)
    return {
      mapping: { file: fileName, records: regionRecords(leader, office) },
      confidence: 1,
      unused: header.filter((name) => ![leader, office].includes(name)),
    };
  if (agent === undefined || manager === undefined || office === undefined || header.length > 6) return undefined;
  return {
    mapping: { file: fileName, records: teamRecords(agent, manager, office) },
    confidence: 1,
    unused: header.filter((name) => ![agent, manager, office].includes(name)),
  };
}

const since = { value: '2000-01-01' };
const structureId = { value: 'Regions', missing: 'create' } as const;

function make(kind: string, match: string | undefined, fields: Record<string, FieldMapping>): RecordMapping {
  return { kind, match, onMatch: 'update', fields };
}

function regionRecords(leader: string, region: string): RecordMapping[] {
  const title = { template: `Manager – {${region}}` };
  return [
    make('unit', 'name', { name: region, structureId, level: { value: 'region' } }),
    make('person', 'name', { name: leader }),
    make('position', 'title', { title, unitId: region, role: { value: 'manager' }, leads: { value: 'true' } }),
    make('assignment', undefined, { personId: leader, positionId: title, fromOn: since }),
  ];
}

function teamRecords(agent: string, manager: string, office: string): RecordMapping[] {
  return [
    make('unit', 'name', { name: office, structureId, level: { value: 'region' } }),
    make('unit', 'name', {
      name: { template: `{${manager}} – {${office}}` },
      structureId,
      parentId: { column: office },
      level: { value: 'team' },
    }),
    make('person', 'name', { name: manager }),
    make('position', 'title', {
      title: { template: `Manager – {${manager}}` },
      unitId: { template: `{${manager}} – {${office}}` },
      role: { value: 'manager' },
      leads: { value: 'true' },
    }),
    make('assignment', undefined, {
      personId: manager,
      positionId: { template: `Manager – {${manager}}` },
      fromOn: since,
    }),
    make('position', 'title', {
      title: { template: `Sales – {${agent}}` },
      unitId: { template: `{${manager}} – {${office}}` },
      role: { value: 'rep' },
    }),
    make('person', 'name', { name: agent, managerId: manager }),
    make('assignment', undefined, { personId: agent, positionId: { template: `Sales – {${agent}}` }, fromOn: since }),
  ];
}
