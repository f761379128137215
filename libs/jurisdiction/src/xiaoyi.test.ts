import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Directory, inForce, loadDirectory, type Place } from '#jurisdiction';

const DIR = 'config/jurisdictions/xiaoyi';
const today = new Date('2026-11-18T09:00:00+08:00');
const atTheNotice = new Date('2020-07-10T09:00:00+08:00');
let directory: Directory;
beforeAll(() => {
  directory = loadDirectory(DIR);
});

const townships = (at: Date): string[] =>
  directory.profile.places.filter((p) => p.kind === 'township' && inForce(p, at)).map((p) => p.name);
const villages = (at: Date): Place[] =>
  directory.profile.places.filter((p) => p.kind === 'village' && inForce(p, at));

describe('the city of the notice', () => {
  it('has the 26 fields of annex 1 with their 19 units', () => {
    const { fields } = directory.profile;
    expect(fields.map((field) => field.no)).toEqual(Array.from({ length: 26 }, (_, index) => index + 1));
    expect(new Set(fields.map((field) => field.unit)).size).toBe(19);
    expect(directory.dutyHolder('市扶贫开发服务中心', today)).toMatchObject({
      unit: { name: '市农业农村局' },
      renamedFrom: '市扶贫开发服务中心',
    });
  });

  it('has 17 townships and 360 villages when the notice was issued, 16 and 354 today', () => {
    expect(townships(atTheNotice)).toHaveLength(17);
    expect(villages(atTheNotice)).toHaveLength(360);
    expect(townships(today)).toHaveLength(16);
    expect(villages(today)).toHaveLength(354);
    expect(townships(today)).not.toContain('南阳乡');
  });

  it('leads every village, whenever it existed, to a township of today that has a unit in force', () => {
    // A known place without a township names the city only.
    for (const place of directory.profile.places.filter((one) => one.kind !== 'known' || one.parent)) {
      const township = directory.townshipOf(place, today)?.place;
      expect([place.name, township && inForce(township, today)]).toEqual([place.name, true]);
      expect(directory.dutyHolder(township?.unit ?? '', today)?.unit.name).toBe(township?.unit);
    }
  });

  it('finds a village that moved with its township by its old code and its present one', () => {
    const names = directory.profile.places.filter((place) => place.name === '温家庄村');
    expect(names.map((place) => directory.townshipOf(place, today)?.place.name)).toEqual([
      '杜村乡',
      '杜村乡',
    ]);
    expect(names.filter((place) => inForce(place, today))).toHaveLength(1);
  });

  it('lets every topic and field reach somebody today, and asks no answer of whom may not give one', () => {
    const { topics, fields } = directory.profile;
    for (const { unit, name } of [...topics, ...fields].filter((entry) => !entry.unit.startsWith('属地'))) {
      const holder = directory.dutyHolder(unit, today)?.unit;
      expect([name, holder?.respondent, holder?.external]).toEqual([name, true, false]);
    }
  });

  it('knows a liaison for every unit that can hold a duty today', () => {
    const reachable = new Set(directory.profile.roster.filter((r) => r.liaison).map((r) => r.unit));
    const { discipline } = directory.profile.jurisdiction.roles;
    const holders = directory.profile.units.filter((unit) => !unit.external && inForce(unit, today));
    expect(holders.filter((u) => !reachable.has(u.name)).map((u) => u.name)).toEqual([discipline]);
  });

  it('knows vertical units with a superior outside this installation', () => {
    const vertical = directory.profile.units.filter((unit) => unit.vertical);
    expect(vertical.map((unit) => unit.name)).toEqual(
      expect.arrayContaining(['市税务局', '吕梁市生态环境局孝义分局', '市消防救援大队']),
    );
    for (const unit of vertical) expect(directory.unit(unit.superior ?? '')?.external).toBe(true);
  });

  it('runs 31 rules in the order of their stages, and the statutory clocks of 5, 24 and 48 hours', () => {
    const stages = directory.profile.rules.map((rule) => rule.stage);
    expect(stages).toHaveLength(31);
    expect([...new Set(stages)]).toEqual(['intercept', 'place', 'body', 'responsibility', 'overlay']);
    expect(stages).toEqual([...stages].sort((a, b) => stages.indexOf(a) - stages.indexOf(b)));
    const limit = (id: string) => directory.profile.deadlines.find((rule) => rule.id === id)?.limit;
    expect(['DL-01', 'DL-02', 'DL-03'].map(limit)).toEqual(['PT5H', 'PT24H', 'PT48H']);
    expect(directory.profile.deadlines).toHaveLength(20);
  });

  it('keeps every source off until a person has tested it', () => {
    expect(directory.profile.sources.length).toBeGreaterThan(0);
    expect(directory.profile.sources.filter((source) => source.enabled)).toEqual([]);
  });
});

describe('nothing real stands in the profile but what is public', () => {
  const files = readdirSync(DIR).filter((name) => /\.jsonl?$/.test(name));
  const text = files.map((name) => readFileSync(join(DIR, name), 'utf8')).join('\n');

  it('no mobile number, identity number or mail address of a person', () => {
    expect(text).not.toMatch(/(?<!\d)1[3-9]\d{9}(?!\d)/);
    expect(text).not.toMatch(/(?<!\d)\d{17}[\dXx](?!\d)/);
    const addresses = text.match(/[\w.+-]+@[\w.-]+/g) ?? [];
    expect(addresses.length).toBeGreaterThan(100);
    expect(addresses.filter((address) => !address.endsWith('.example'))).toEqual([]);
    const phones = text.match(/"phone": "[^"]*"/g) ?? [];
    expect(phones.filter((phone) => !/"0358-0000-\d{3}"/.test(phone))).toEqual([]);
  });

  it('only people who are plainly invented, each with an address of their own', () => {
    const people = directory.profile.roster.flatMap((r) => [r.chargeLeader, r.handler, r.liaison]);
    expect(people.filter((person) => !/^.(示例|样本|演示|试填)$/.test(person?.name ?? ''))).toEqual([]);
    expect(new Set(people.map((person) => person?.email)).size).toBe(people.length);
    expect(new Set(people.map((person) => person?.phone)).size).toBe(people.length);
  });

  it('no address on the net but those of its sources', () => {
    const sources = JSON.stringify(directory.profile.sources);
    const addresses = text.match(/https?:\/\/[^\s"]+/g) ?? [];
    expect(addresses.filter((address) => !sources.includes(address))).toEqual([]);
  });
});
