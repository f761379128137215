import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { Clock, timelineOf } from '#clock';
import { AssignmentRow, IncidentRow } from '#incidents/service';
import { ContactBook, readDirectory } from '#jurisdiction/service';
import { verifyLink, type Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import { Endpoint } from '../http/endpoint.js';
import { messagePage, pageHeaders } from '../http/page.js';
import { loadIncidents } from '../incidents/load.js';
import { LetterLinks } from '../letters/letter-links.js';
import { SignDeeds } from './deeds.js';
import { isKeptFrom } from './kept-from.js';
import { matterOf } from './matter.js';
import { dutyPage } from './sign-pages.js';

const PURPOSE = 'sign';

/**
 * The signed link of a mail: no log-in, one purpose, expires. Looking changes nothing (mail scanners look too); only the
 * button, a POST, signs; its other forms refuse the duty or send the first report.
 */
@Controller('s')
export class SignController {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly deeds: SignDeeds,
    private readonly contacts: ContactBook,
    @Inject(KEYS) private readonly keys: Keys,
    private readonly letters: LetterLinks,
  ) {}

  @Get(':token')
  @Endpoint({ summary: 'The page behind a signed link (HTML); changes nothing', needs: 'public' })
  async look(@Param('token') token: string, @Res() response: Response): Promise<void> {
    if (await this.letters.look(token, response)) return;
    const duty = await this.dutyOf(token, response);
    if (duty) await this.show(duty, response);
  }

  @Post(':token')
  @Endpoint({ summary: 'Sign, refuse or report by the link (HTML)', needs: 'public', anyOrigin: true })
  async sign(@Param('token') token: string, @Body() form: unknown, @Res() response: Response): Promise<void> {
    if (await this.letters.answer(token, form, response)) return;
    const duty = await this.dutyOf(token, response);
    if (!duty) return;
    const deed = await this.deeds.carryOut(duty, form);
    if (!deed.ok) return send(response, 409, messagePage(deed.title, deed.detail));
    await this.show(await this.database.manager.findOneByOrFail(AssignmentRow, { id: duty.id }), response);
  }

  /** The duty the token opens; otherwise says why not and what to do. */
  private async dutyOf(token: string, response: Response): Promise<AssignmentRow | null> {
    // A rehearsal runs ahead of the real time; a link must not outlive its own timeline.
    const real = verifyLink(this.keys.links, token, PURPOSE, this.clock.now('real'));
    if (!real.ok) {
      const expired = real.reason === 'expired';
      send(
        response,
        expired ? 410 : 404,
        expired
          ? messagePage('链接已过期', '请登录系统，在“我的任务”中办理；也可以请市政府办公室重新发送。')
          : messagePage('链接不完整', '请从邮件中重新点开；若由他人转发，请使用原邮件中的完整链接。'),
      );
      return null;
    }
    const { manager } = this.database;
    const duty = await manager.findOneBy(AssignmentRow, { id: real.assignmentId });
    const incident = duty && (await manager.findOneBy(IncidentRow, { id: duty.incidentId }));
    const reader = { unit: duty?.unit ?? '', contactId: real.contactId };
    if (!duty || !incident || (await isKeptFrom(manager, incident, reader, this.contacts)))
      send(response, 404, gone);
    else if (duty.state === 'withdrawn')
      send(response, 410, messagePage('任务已撤回', '这项任务已改派其他单位，贵单位无须办理。'));
    else return duty;
    return null;
  }

  private async show(duty: AssignmentRow, response: Response): Promise<void> {
    const { manager } = this.database;
    const [loaded] = await loadIncidents(manager, [{ id: duty.incidentId, late: false }]);
    if (!loaded) return send(response, 404, gone);
    const directory = await readDirectory(manager, duty.jurisdictionId);
    const now = this.clock.now(timelineOf(duty));
    const [items, care] = await Promise.all([
      matterOf(manager, duty.incidentId),
      this.deeds.care(duty, directory, now),
    ]);
    send(response, 200, dutyPage({ loaded, duty, directory, now, items, care }));
  }
}

const gone = messagePage('没有找到这项任务', '任务可能已经移走，请与市政府办公室联系。');
const send = (response: Response, status: number, html: string): void =>
  void response.status(status).set(pageHeaders).send(html);
