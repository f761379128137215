/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { makeDuty, makeIncident } from '../support/rows.js';
import { choose as chooseIn } from './choose.js';
import { createTown, inBrowser, overhang, PHONE, picture, type Town, visit } from './town.js';

inBrowser('the policies of urging, seen as a timeline and rehearsed', () => {
  let town: Town;
  let office: Page;
  let incidentId: string;
  beforeAll(async () => {
    town = await createTown();
    office = await town.as({ role: 'office', unit: '市政府办公室', name: '值班员丙' });
    const { manager } = town.database.source;
    const given = { jurisdictionId: town.jurisdictionId, opinionLevel: '重大' } as const;
    const incident = await makeIncident(manager, given);
    await makeDuty(manager, incident, { unit: '市综合服务局' });
    incidentId = incident.id;
  });
  afterAll(() => town?.close());

  const choose = (field: string, option: string) =>
    chooseIn(office, office.getByRole('combobox', { name: field }), option);

  it('stand by the clock they are about; a change shows its effect before it is proposed', async () => {
    await visit(office, '催办规则');
    const signing = office.getByRole('region', { name: '签收', exact: true });
    await signing.getByText('DL-06 交办签收').waitFor();
    await picture(office, 'policies-1440');
    await signing.getByRole('link', { name: '签收催办' }).click();
    const light = office.getByRole('region', { name: '一般的时间线' });
    await light.getByText('第2步', { exact: true }).waitFor();
    await choose('看哪个单位谁能收到', '市综合服务局');
    await light
      .getByText(/市综合服务局联络人王演示/)
      .first()
      .waitFor();
    const grave = office.getByRole('region', { name: '重大的时间线' });
    expect(await grave.getByRole('listitem').filter({ hasText: '市领导' }).count()).toBe(1);
    expect(await light.getByRole('listitem').filter({ hasText: '市领导' }).count()).toBe(0);
    await picture(office, 'policy-1440');

    await choose('第2步的时间', '时限的25%');
    await light.getByText('1 小时 00 分后').waitFor();
    await choose('第3步的时间', '起算时');
    await office.getByText('各步没有按时间先后排列').waitFor();
    await office
      .getByRole('listitem', { name: /^第3步/ })
      .getByText('各步的时间应逐步增大')
      .waitFor();
    expect(await office.getByRole('button', { name: '加入修改单，看影响' }).isDisabled()).toBe(true);
    await choose('第3步的时间', '到期时');
    await office.getByRole('button', { name: '加入修改单，看影响' }).click();
    const change = office.getByRole('region', { name: '改动' });
    await change.getByText(/时限的25%，通知联络人和承办人，催办签收/).waitFor();
    await picture(office, 'policy-change-1440');
    await office.getByRole('textbox', { name: '理由' }).fill('值班会议定');
    await office.getByRole('button', { name: '提交核准' }).click();
    await office.getByText('这是您提出的，须由另一人核准').waitFor();
  });

  it('a trial says what it would run, runs before one’s eyes, reaches nobody, and is kept', async () => {
    await office.goto(`${town.url}/incidents/${incidentId}`);
    await office.getByRole('link', { name: '推演催办规则' }).click();
    await office.getByText(/实际约需/).waitFor();
    await choose('设想何时签收', '30 分钟后');
    await office.getByText(/因已签收、已报或已回应免去/).waitFor();
    const sent = await town.mails.list();
    await office.getByRole('button', { name: '开始推演' }).click();
    const run = office.getByRole('region', { name: /^推演 2026-/ });
    await run.getByText('进行中').waitFor();
    for (let look = 0; (await run.getByText('已走完', { exact: true }).count()) === 0; look += 1) {
      if (look > 120) throw new Error('the trial has not come to its end');
      town.clock.advance(2_000);
      await office.waitForTimeout(500);
    }
    await run.getByText('届时已签收，不再催办').first().waitFor();
    await run
      .getByText(/届时能收到：市综合服务局联络人王演示/)
      .first()
      .waitFor();
    await picture(office, 'trial-1440');
    const now = await town.mails.list();
    expect(now.filter(({ subject }) => subject.includes('推演'))).toEqual([]);
    expect(now.length).toBe(sent.length);
    const record = office.getByRole('region', { name: '推演记录' });
    await record.getByText('值班员丙').first().waitFor();
  });

  it('fits a phone', async () => {
    const phone = await town.as({ role: 'office', unit: '市政府办公室', name: '值班员丁' }, PHONE);
    for (const [path, what] of [
      ['/policies', '签收催办'],
      ['/policies/sign', '预览时间线'],
      [`/incidents/${incidentId}/trials`, '开始推演'],
      ['/trials', '推演记录'],
    ] as const) {
      await phone.goto(`${town.url}${path}`);
      await phone.getByText(what).first().waitFor();
      await phone.waitForTimeout(800);
      expect([path, await overhang(phone)]).toEqual([path, 0]);
      await picture(phone, `policies-390${path.replaceAll('/', '-').slice(0, 20)}`);
    }
    expect(town.errors).toEqual([]);
  });
});
