import type { Id } from '#kernel/id.ts';
import { type Region, regions } from './geography.ts';
import { plantedTruths } from './planted-truths.ts';
import { type Seat, holderAt } from './seats.ts';
import { type Staffing, staffing } from './simulate-people.ts';
import { simulateTraining } from './simulate-training.ts';
import { simulateTurnover } from './simulate-turnover.ts';
import { type StructureBuilder, structureAge, structureBuilder } from './structure-builder.ts';
import { type World, instantOf, isoDay } from './world.ts';

/** The people of the company and the seats they sell from. */
export interface Team {
  readonly staff: Staffing;
  readonly seats: readonly Seat[];
  readonly servicePeople: readonly Id[];
  readonly administratorId: Id;
  readonly rootUnitId: Id;
  readonly regionUnits: ReadonlyMap<string, Id>;
  /** The seat of the planted unbalanced territory and of the stale close dates, whether planted or not. */
  readonly crowdedSeat: Seat;
  readonly staleSeat: Seat;
  /** The team of the planted over-discounting. */
  readonly discountUnitId: Id;
  /** person → day after which the course is behind them. */
  readonly trainedOn: ReadonlyMap<Id, number>;
}

/** Builds the regional structure, the product structure beside it, and everyone's places in them. */
export function simulateTeam(world: World): Team {
  const staff = staffing(world);
  const build = structureBuilder(world);
  const structureId = build.structure('区域组织 Regional structure', 'region');
  const rootUnitId = build.unit(structureId, null, '衡舟工业品', 'company', 'Hengzhou Industrial Supply');
  const executive = staff.hirePersona('executive', '总经理', 68_000);
  build.seat(rootUnitId, 'executive', '总经理 General manager', executive.id, true);

  const seats: Seat[] = [];
  const regionUnits = new Map<string, Id>();
  for (const region of regions) {
    regionUnits.set(
      region.name,
      addRegion(world, staff, build, { structureId, rootUnitId, region, executiveId: executive.id }, seats),
    );
  }
  const servicePeople = addDepartments(world, staff, build, structureId, rootUnitId, executive.id);
  const administratorId = world.rows.person.at(-1)!.id;
  const lastSeatOf = (region: string): Seat => seats.findLast((seat) => seat.region === region)!;
  const crowdedSeat = lastSeatOf(plantedTruths.unbalancedTerritory.region);
  const staleSeat = lastSeatOf(plantedTruths.staleCloseDates.region);
  const discountUnitId = lastSeatOf(plantedTruths.overDiscounting.region).unitId;
  // The people whom a truth is about, and the one to sign in as, keep their seats.
  const kept = new Set([crowdedSeat, staleSeat, seats[1], ...seats.filter(({ unitId }) => unitId === discountUnitId)]);
  simulateTurnover(
    world,
    staff,
    seats.filter((seat) => !kept.has(seat)),
  );
  for (const seat of seats) {
    for (const { personId, fromDay, untilDay } of seat.terms)
      build.assign(seat.positionId, personId, fromDay, untilDay);
  }
  setManagers(world.endDay, staff, seats);
  addProductStructure(build, seats);
  const trainedOn = simulateTraining(world, seats);
  return {
    staff,
    seats,
    servicePeople,
    administratorId,
    rootUnitId,
    regionUnits,
    crowdedSeat,
    staleSeat,
    discountUnitId,
    trainedOn,
  };
}

interface RegionPlace {
  readonly structureId: Id;
  readonly rootUnitId: Id;
  readonly region: Region;
  readonly executiveId: Id;
}

function addRegion(world: World, staff: Staffing, build: StructureBuilder, place: RegionPlace, seats: Seat[]): Id {
  const { region, structureId } = place;
  const unitId = build.unit(structureId, place.rootUnitId, `${region.name}大区`, 'region', region.english);
  const manager = staff.hirePersona('manager', `${region.name}大区销售经理`, 38_000);
  manager.managerId = place.executiveId;
  build.seat(unitId, 'manager', `${region.name}大区经理 Sales manager`, manager.id, true);
  const supervisor = staff.hirePersona('supervisor', `${region.name}销售主管`, 26_000);
  supervisor.managerId = manager.id;
  for (let number = 1; number <= world.size.teamsPerRegion; number++) {
    const team = `${region.name}${'一二三'[number - 1]}组`;
    const teamId = build.unit(structureId, unitId, team, 'team', `${region.english} team ${number}`);
    build.seat(teamId, 'supervisor', `${team}主管 Supervisor`, supervisor.id, false);
    const ofTeam: Seat[] = [];
    for (let i = 0; i < world.size.sellersPerTeam; i++) {
      const isLead = i === 0;
      const person = isLead
        ? staff.hire(`${team}团队领导`, 20_000)
        : staff.hirePersona('rep', `${team}销售顾问`, 13_000);
      person.managerId = supervisor.id;
      const title = isLead ? `${team}组长 Team lead` : `${team}销售顾问 ${i}`;
      const positionId = build.position(teamId, isLead ? 'teamLead' : 'rep', title, isLead);
      const seat: Seat = {
        index: seats.length,
        positionId,
        unitId: teamId,
        region: region.name,
        team,
        territoryId: addTerritory(world, `${team}${i + 1}区`, region.name, positionId),
        isLead,
        leadSeat: undefined,
        terms: [{ personId: person.id, fromDay: world.startDay - structureAge, untilDay: undefined }],
      };
      seat.leadSeat = ofTeam[0] ?? seat;
      ofTeam.push(seat);
      seats.push(seat);
    }
  }
  return unitId;
}

function addTerritory(world: World, name: string, region: string, positionId: Id): Id {
  const createdAt = instantOf(world.startDay - structureAge, 9);
  const id = world.newId(createdAt);
  const fromOn = isoDay(world.startDay - structureAge);
  world.rows.territory.push({ id, createdAt, createdBy: null, name, region, positionId, fromOn, untilOn: null });
  return id;
}

/** Market analysis, service, finance and systems; returns the people of service. The administrator is hired last. */
function addDepartments(
  world: World,
  staff: Staffing,
  build: StructureBuilder,
  structureId: Id,
  rootUnitId: Id,
  executiveId: Id,
): Id[] {
  const departments = [
    ['市场部', 'Marketing', 'analyst', '市场分析专员', world.size.analysts, 15_000],
    ['客户服务部', 'Customer service', 'service', '客户服务专员', world.size.servicePeople, 10_000],
    ['财务部', 'Finance', 'finance', '财务与薪酬管理员', 1, 18_000],
    ['信息部', 'Systems', 'administrator', '系统管理员', 1, 17_000],
  ] as const;
  const servicePeople: Id[] = [];
  for (const [name, english, role, jobTitle, count, salary] of departments) {
    const unitId = build.unit(structureId, rootUnitId, name, 'team', english);
    let headId = executiveId;
    for (let i = 0; i < count; i++) {
      const person = staff.hirePersona(role, jobTitle, salary);
      person.managerId = headId;
      if (i === 0) headId = person.id;
      build.seat(unitId, role, `${jobTitle} ${i + 1}`, person.id, i === 0);
      if (role === 'service') servicePeople.push(person.id);
    }
  }
  return servicePeople;
}

/** Today's line of reporting inside the teams: consultants to their lead; leads keep their supervisor. */
function setManagers(endDay: number, staff: Staffing, seats: readonly Seat[]): void {
  for (const seat of seats) {
    if (seat.isLead || seat.leadSeat === undefined) continue;
    for (const { personId } of seat.terms) staff.byId(personId).managerId = holderAt(seat.leadSeat, endDay);
  }
}

/** The second tree: by product line, each line looked after by a team lead beside the region's work. */
function addProductStructure(build: StructureBuilder, seats: readonly Seat[]): void {
  const structureId = build.structure('产品线组织 Product lines', 'product');
  const root = build.unit(structureId, null, '产品线', 'company', 'Product lines');
  const lines = [
    ['紧固件与工具', 'Fasteners and tools'],
    ['泵阀与自动化', 'Pumps and automation'],
    ['轴承与安全防护', 'Bearings and safety'],
  ];
  const leads = seats.filter((seat) => seat.isLead);
  lines.forEach(([name, english], i) => {
    const unitId = build.unit(structureId, root, `${name}产品线`, 'team', english);
    const positionId = build.position(unitId, 'teamLead', `${name}产品负责人 Product owner`, true);
    for (const { personId, fromDay, untilDay } of leads[i % leads.length].terms)
      build.assign(positionId, personId, fromDay, untilDay);
  });
}
