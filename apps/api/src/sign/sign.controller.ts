import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Endpoint } from '../http/endpoint.js';
import { LetterLinks } from '../letters/letter-links.js';
import { ApprovePages } from './approve/approve-pages.js';
import { InstructPages } from './instruct/instruct-pages.js';
import { dutyPage } from './page/duty-page.js';
import type { SignScene } from './scene.js';
import { SceneReader } from './scene-reader.js';
import { SignDesk } from './sign-desk.js';
import { isClosed, sendClosed, sendPage } from './send.js';
import { GONE, SignLinks } from './sign-links.js';

/**
 * The signed link of a message: no log-in, one purpose, expires. Looking changes nothing (mail scanners look too); a POST
 * acts only with the token of a form of the page itself, once.
 */
@Controller('s')
export class SignController {
  constructor(
    private readonly links: SignLinks,
    private readonly reader: SceneReader,
    private readonly desk: SignDesk,
    private readonly letters: LetterLinks,
    private readonly approvals: ApprovePages,
    private readonly instructions: InstructPages,
  ) {}

  @Get(':token')
  @Endpoint({ summary: 'The page behind a signed link (HTML); changes nothing', needs: 'public' })
  async look(@Param('token') token: string, @Res() response: Response): Promise<void> {
    if (await this.letters.look(token, response)) return;
    if (await this.approvals.look(token, response)) return;
    if (await this.instructions.look(token, response)) return;
    const link = await this.links.open(token);
    if (isClosed(link)) return sendClosed(response, link);
    show(response, 200, await this.reader.read(link));
  }

  @Post(':token')
  @Endpoint({
    summary:
      'A form of the page behind a signed link (HTML): sign, report, refuse, ask for time, hand on; sign a text, report back',
    needs: 'public',
    anyOrigin: true,
  })
  async act(@Param('token') token: string, @Body() form: unknown, @Res() response: Response): Promise<void> {
    if (await this.letters.answer(token, form, response)) return;
    if (await this.approvals.act(token, form, response)) return;
    if (await this.instructions.act(token, form, response)) return;
    const link = await this.links.open(token);
    if (isClosed(link)) return sendClosed(response, link);
    const { status, scene } = await this.desk.take(link, form);
    show(response, status, scene);
  }
}

const show = (response: Response, status: number, scene: SignScene | null): void =>
  scene ? sendPage(response, status, dutyPage(scene)) : sendClosed(response, GONE);
