import { In } from 'typeorm';
import { InstructionActions, NoticeRow } from '#incidents/service';
import { ContactRow, readDirectory } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { ApprovalRow, ResponseRow } from '#respond/service';
import { loadKeys, seal } from '#secrets';
import { createApi, type Api } from '../../../apps/api/src/create-api.js';
import { handedIn, WORDS } from '../../api/handed-in.js';
import { tokenOf, Visitor } from '../../api/signed-page.js';
import { UNIT } from '../../api/world.js';
import { Client } from '../../support/api.js';
import { eventually } from '../../support/eventually.js';
import { createInstallation, runningConfig, type Installation } from '../../support/installation.js';
import type { Received } from '../../support/smtp.js';

const [LEADER, CITY_LEADER, LIAISON] = ['p1', 'p9', 'p4'].map((name) => `${name}@qinglan.example`);

class Deaf extends Wakeups {
  wake(): Promise<void> {
    return Promise.resolve();
  }
}

/** Nobody logs in anywhere: what is done is done from the mail, on the worker's own mails through a real mail server. */
describe('a text goes out and an instruction is answered from a telephone alone', () => {
  let city: Installation;
  let api: Api;

  beforeAll(async () => {
    city = await createInstallation();
    const config = runningConfig({ ...city.environment, PORT: '0' });
    api = await createApi({ config, clock: city.clock });
    const keys = loadKeys(config.keysDir);
    // In the invented city every leader has the same name, and two signatures are of two persons.
    await rows().update(
      ContactRow,
      { unit: '市政府办公室', role: 'charge_leader' },
      { nameSealed: seal(keys.contacts, '周主任') },
    );
    await city.work('notify,clock');
  });
  afterAll(async () => {
    await api?.close();
    await city.close();
  });

  const rows = () => city.database.source.manager;
  const mail = (to: string | undefined, subject: string): Promise<Received> =>
    eventually(
      () => city.smtp.received.find((one) => one.to === to && one.subject.includes(subject)),
      `a mail “${subject}” to ${to}`,
    );
  const linksIn = ({ text }: Received) =>
    [...text.matchAll(/https:\/\/huiyin\.example(\/s\/[\w-]+)/g)].map(([, path]) => path!);
  const behind = (path: string) => new Visitor({ nobody: () => new Client(api.url) }, path);
  async function agree(path: string): Promise<string> {
    const visitor = behind(path);
    const page = (await visitor.look()).text;
    const value = (name: string) => new RegExp(`name="${name}" value="(\\d+)"`).exec(page)?.[1] ?? '';
    const form = { form: tokenOf(page), version: value('version'), edition: value('edition') };
    return (await visitor.send({ ...form, step: 'approve' })).text;
  }

  it('each leader signs from the own mail, reminders carry the link too, and end with the signature', async () => {
    const { id, incident } = await handedIn(city, 'writer');
    const asked = await mail(LEADER, `请审签：${incident.number}`);
    // A mail says nothing of the matter but its number and level.
    expect(`${asked.subject}${asked.text}${asked.html}`).not.toMatch(/管网|停水/);
    const [link] = linksIn(asked);
    expect((await behind(link!).look()).text).toContain(WORDS);
    city.clock.advance(20 * 60_000);
    const reminder = await mail(LEADER, `催办：${incident.number}`);
    const [again] = linksIn(reminder);
    expect(await agree(again!)).toContain('还差市政府办公室会同市委宣传部审签');
    expect((await behind(link!).look()).text).toContain('您已审签');
    const [other] = linksIn(await mail(CITY_LEADER, `请审签：${incident.number}`));
    expect(await agree(other!)).toContain('已审签');
    expect((await rows().findOneByOrFail(ResponseRow, { id })).state).toBe('approved');
    expect((await rows().findBy(ApprovalRow, { responseId: id })).map(({ way }) => way)).toEqual([
      'link',
      'link',
    ]);
    await mail(LIAISON, `回应稿已审签：${incident.number}`);
  });

  it('a storm of them comes as one mail, with the own link of each text', async () => {
    const texts: Awaited<ReturnType<typeof handedIn>>[] = [];
    for (let count = 0; count < 8; count += 1)
      texts.push(await handedIn(city, 'writer', [UNIT], { opinionLevel: '一般' }));
    const numbers = texts.map(({ incident }) => incident.number);
    // The clock stands still until each has gone or is held back: then the storm is one, however slow the machine.
    const leader = await rows().findOneByOrFail(ContactRow, { unit: UNIT, role: 'charge_leader' });
    const until = await eventually(async () => {
      const notices = await rows().findBy(NoticeRow, {
        contactId: leader.id,
        incidentId: In(texts.map(({ incident }) => incident.id)),
        template: 'response_to_sign',
      });
      const held = notices.filter((one) => one.held === 'storm').map((one) => one.nextAttemptAt);
      const gone = notices.filter(({ state }) => state === 'accepted');
      return held.length > 1 && held.length + gone.length === texts.length && held[0];
    }, 'the storm');
    city.clock.set(until);
    const digest = await mail(LEADER, '舆情待办汇总');
    const told = numbers.filter((number) => digest.text.includes(number));
    expect(told.length).toBeGreaterThan(1);
    const links = linksIn(digest);
    expect(new Set(links).size).toBe(told.length);
    for (const link of links) expect((await behind(link).look()).text).toContain('请审签');
  });

  it('a unit answers a leader’s instruction from its mail', async () => {
    const { incident } = await handedIn(city, 'writer');
    const actions = new InstructionActions(city.database.source, city.clock, new Deaf(), readDirectory);
    const now = city.clock.now();
    const task = {
      unit: UNIT,
      requirement: '今晚恢复供水并回告',
      dueAt: new Date(now.getTime() + 36_000_000),
    };
    const given = { words: '立即核实。', paper: '舆情专报第1号', givenAt: now, tasks: [task] };
    await actions.enter(incident.id, { ...given, leaderSealed: Buffer.from('sealed') }, 'secretary');
    const [link] = linksIn(await mail(LIAISON, `领导批示交办：${incident.number}`));
    const visitor = behind(link!);
    const done = await visitor.press('report', { report: '已恢复供水。' });
    expect(done.text).toContain('办理结果已报送');
  });
});
