import { Directory } from '#jurisdiction';
import type { DutyRole } from '#incidents';
import type { AssignmentRow, DeadlineRow, IncidentRow } from '#incidents/service';
import { smallCity } from '../../../../../test/support/city.js';
import { askedOf } from '../asked.js';
import type { SignScene } from '../scene.js';
import { dutyPage } from './duty-page.js';

const now = new Date('2026-11-23T08:30:00+08:00');
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const long = (words: string, length: number) => words.repeat(length).slice(0, length);

function incident(given: Partial<IncidentRow> = {}): IncidentRow {
  return {
    id: 'e1',
    number: '2026-0143',
    title: '小区停水三天',
    state: 'dispatched',
    opinionLevel: '重大',
    opinionConfirmed: true,
    places: [],
    routing: null,
    rehearsal: false,
    ...given,
  } as IncidentRow;
}
const duty = (given: Partial<AssignmentRow> = {}) =>
  ({
    id: 'd1',
    unit: '市综合服务局',
    roles: ['respondent'],
    mustSign: true,
    state: 'sent',
    signDueAt: hours(0.5),
    signedAt: null,
    reportDueAt: hours(2),
    reportedAt: null,
    ...given,
  }) as AssignmentRow;
const statutory = { kind: 'statutory', rule: 'DL-03', state: 'open', settledAt: null, dueAt: hours(48) };

function scene(given: Partial<SignScene> = {}): SignScene {
  return {
    loaded: {
      row: incident(),
      late: false,
      duties: [],
      deadlines: [statutory as DeadlineRow],
      escalations: new Map(),
    },
    duty: duty(),
    directory: new Directory(smallCity(), '1'),
    now,
    items: [],
    care: {
      waiting: null,
      ruled: null,
      refuseBy: null,
      hint: null,
      units: [],
      mayReport: false,
      extendable: null,
      extension: null,
    },
    pressing: { urged: null, supervised: [], round: null },
    reader: { id: 'c1', name: '王演示', role: 'liaison', phone: '13800000000' },
    handedOn: null,
    chain: [],
    mates: null,
    staff: [],
    code: { kind: 'not_needed' },
    told: null,
    form: 'token',
    publicUrl: 'https://huiyin.example',
    outcome: null,
    kept: {},
    ...given,
  };
}

/** All that a page can hold at once, and more than any city has of it. */
function longest(): SignScene {
  const text = long('停水三天没有人管，老人孩子没法生活。', 400);
  const units = Array.from(
    { length: 120 },
    (_, index) => `${long('某某街道办事处和社区服务中心', 20)}${index}`,
  );
  const because = long('涉及多个部门，均列第一责任主体。', 120);
  const mates = Array.from({ length: 6 }, (_, index) => ({
    id: `00000000-0000-4000-8000-00000000000${index}`,
    name: '欧阳某某',
    role: 'handler',
    phone: '13800000000',
  }));
  const row = incident({
    title: long('标题', 100),
    rehearsal: true,
    places: Array.from({ length: 8 }, (_, index) => ({ name: `某某街道${index}` })) as IncidentRow['places'],
    routing: {
      coordinators: Array.from({ length: 6 }, () => ({ lead: units[0], with: units[1], scope: units[2] })),
      actingCoordinator: units[3],
      why: Array.from({ length: 9 }, (_, index) => ({ rule: `RT-${index}`, because, version: '1' })),
    } as unknown as IncidentRow['routing'],
  });
  const item = { title: long('标题', 100), text, at: now, source: '某某论坛' };
  const filled = long('如实填写', 300);
  return scene({
    loaded: { ...scene().loaded, row, deadlines: Array.from({ length: 4 }, () => statutory as DeadlineRow) },
    items: [item, item, item],
    care: {
      ...scene().care,
      refuseBy: hours(4),
      units,
      mayReport: true,
      extendable: { rule: 'DL-07', dueAt: hours(2), until: [1, 2, 4, 8, 24].map(hours) },
    },
    pressing: {
      urged: { at: now, words: long('请尽快办理', 200) },
      supervised: Array.from({ length: 3 }, () => ({
        number: '孝舆督〔2026〕3号',
        requirement: filled,
        dueAt: hours(8),
        returned: filled,
      })),
      round: 2,
    },
    chain: Array.from({ length: 6 }, () => '承办人'),
    mates,
    staff: mates,
    told: 'urged',
    outcome: { ok: false, step: 'report', title: '没有报送', detail: filled },
    kept: { found: filled, measures: filled, next: filled, note: filled, reason: filled, words: filled },
  });
}

describe('the page behind the link', () => {
  it('stays under 60 KB in the longest case', () => {
    const html = dutyPage(longest());
    expect(Buffer.byteLength(html)).toBeLessThan(60_000);
    // The case is a real one: everything stands on it.
    for (const part of ['核实初报', '退单（不属', '申请延期', '转交同事', '督办单', '演练'])
      expect(html).toContain(part);
  });

  it('loads nothing, runs nothing, and needs nothing that old browsers do not know', () => {
    const html = dutyPage(longest());
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|javascript:|\son\w+=/);
    expect(html).not.toMatch(/display:\s*grid|\bgap:|var\(--|:is\(|:where\(|min\(|clamp\(|datetime-local/);
    expect(html.match(/https?:\/\/[^"/]+/g)?.every((host) => host === 'https://huiyin.example')).toBe(true);
  });

  it('names each field, offers targets a thumb can hit, and lets no browser fill anything in', () => {
    const html = dutyPage(longest());
    for (const field of html.match(/<(input|select|textarea)\b[^>]*>/g) ?? []) {
      if (field.includes('type="hidden"')) continue;
      const at = html.indexOf(field);
      const label = html.lastIndexOf('<label', at);
      expect([field, label > html.lastIndexOf('</label>', at)]).toEqual([field, true]);
    }
    expect(html.match(/<form(?![^>]*autocomplete="off")/g)).toBeNull();
    expect(html).toContain('min-height:52px');
    const forms = html.match(/<form.*?<\/form>/gs) ?? [];
    expect(forms.every((form) => form.includes('name="form" value="token"'))).toBe(true);
  });

  it('escapes whatever was written', () => {
    const row = incident({ title: '<script>"&' });
    const html = dutyPage(scene({ loaded: { ...scene().loaded, row }, kept: { note: '"><b>' } }));
    expect(html).toContain('&#60;script&#62;&#34;&#38;');
    expect(html).not.toContain('<script>');
  });

  it('counts what is left and what is over', () => {
    expect(dutyPage(scene())).toContain('2026年11月23日 09:00（还有 30 分钟）');
    const late = dutyPage(scene({ duty: duty({ signDueAt: hours(-1.25) }) }));
    expect(late).toContain('<span class="late">已超 1 小时 15 分</span>');
  });
});

describe('what is asked', () => {
  const signed = (given: Partial<AssignmentRow>) => duty({ state: 'signed', reportedAt: now, ...given });
  const roles = (...list: DutyRole[]) => ({ duty: signed({ roles: list, reportDueAt: null }) });
  const away = { to: { name: '李样本', role: 'handler' }, at: now };
  const leader = { id: 'c2', name: '张示例', role: 'charge_leader', phone: null };
  const state = (to: IncidentRow['state']) => ({
    loaded: { ...scene().loaded, row: incident({ state: to }) },
    duty: signed({}),
  });

  it.each<[string, Partial<SignScene>, string]>([
    ['nothing but to know', { duty: duty({ mustSign: false }) }, '请知悉'],
    ['to sign', {}, '请签收'],
    ['of a leader, to see to it', { reader: leader }, '请督促签收'],
    ['nothing of who handed it on', { handedOn: away }, '已转交李样本'],
    [
      'the first report',
      { duty: duty({ state: 'signed' }), care: { ...scene().care, mayReport: true } },
      '请报送核实初报',
    ],
    ['to check on while the refusal waits', { duty: duty({ state: 'refused' }) }, '请先行核查'],
    ['a draft', roles('first_responsible', 'respondent'), '请拟写回应'],
    ['facts', roles('first_responsible'), '请配合核实'],
    ['to assign it', roles('pool_owner'), '请分派'],
    ['to coordinate', roles('acting_coordinator'), '请代行协调'],
    ['to go on after the answer', state('answered'), '已登记回应'],
    ['nothing of what is closed', state('closed'), '已办结'],
    ['nothing of what is set aside', state('set_aside'), '无须办理'],
  ])('%s', (_, given, title) => {
    expect(askedOf(scene(given)).title).toBe(title);
  });
});
