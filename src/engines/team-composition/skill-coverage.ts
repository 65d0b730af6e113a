/** Who can do what, at which level. A person has each skill at most once. */
export interface SkillHolding {
  readonly person: string;
  readonly skill: string;
  readonly level: number;
}

/** What a team needs: so many people who have the skill at this level or above. */
export interface SkillNeed {
  readonly skill: string;
  readonly level: number;
  readonly people: number;
  /** How much it matters that one of them is there, relative to other needs; above 0. */
  readonly weight: number;
}

export interface SkillState {
  readonly skill: string;
  readonly level: number;
  readonly needed: number;
  readonly weight: number;
  /** People who have it at the level, best first. */
  readonly holders: readonly string[];
  readonly missing: number;
  /** Needed and there, but nobody to spare: the leaving of one holder opens a gap. */
  readonly fragile: boolean;
}

export interface Coverage {
  /** Weighted share of the needs that are met, from 0 to 1. */
  readonly coverage: number;
  readonly skills: readonly SkillState[];
  /** What the team would lose with each person, in coverage; most first. */
  readonly people: readonly {
    readonly person: string;
    readonly skills: number;
    readonly alone: readonly string[];
    readonly lossOfCoverage: number;
  }[];
}

/** How far the people of a team together have the skills that it needs. Throws RangeError for needs that mean nothing. */
export function skillCoverage(holdings: readonly SkillHolding[], needs: readonly SkillNeed[]): Coverage {
  checkNeeds(needs);
  const skills = needs.map((need): SkillState => {
    const holders = holdings
      .filter(({ skill, level }) => skill === need.skill && level >= need.level)
      .toSorted((left, right) => right.level - left.level || (left.person < right.person ? -1 : 1))
      .map(({ person }) => person);
    return {
      skill: need.skill,
      level: need.level,
      needed: need.people,
      weight: need.weight,
      holders,
      missing: Math.max(0, need.people - holders.length),
      fragile: holders.length > 0 && holders.length <= need.people,
    };
  });
  const total = needs.reduce((sum, { people, weight }) => sum + people * weight, 0);
  const people = [...new Set(holdings.map(({ person }) => person))].map((person) => {
    const alone = skills.filter(({ fragile, holders }) => fragile && holders.includes(person));
    return {
      person,
      skills: skills.filter(({ holders }) => holders.includes(person)).length,
      alone: alone.map(({ skill }) => skill),
      lossOfCoverage: alone.reduce((sum, { weight }) => sum + weight, 0) / total,
    };
  });
  return {
    coverage: skills.reduce((sum, one) => sum + one.weight * (one.needed - one.missing), 0) / total,
    skills,
    people: people.sort(
      (left, right) => right.lossOfCoverage - left.lossOfCoverage || (left.person < right.person ? -1 : 1),
    ),
  };
}

function checkNeeds(needs: readonly SkillNeed[]): void {
  if (needs.length === 0) throw new RangeError('invalid needs: none (at least one skill is expected)');
  const seen = new Set<string>();
  for (const { skill, people, weight } of needs) {
    if (seen.has(skill)) throw new RangeError(`invalid needs: "${skill}" twice (each skill once is expected)`);
    seen.add(skill);
    if (!(Number.isInteger(people) && people >= 1))
      throw new RangeError(`invalid people for "${skill}": ${people} (a whole number of at least 1 is expected)`);
    if (!(weight > 0 && Number.isFinite(weight)))
      throw new RangeError(`invalid weight for "${skill}": ${weight} (a number above 0 is expected)`);
  }
}
