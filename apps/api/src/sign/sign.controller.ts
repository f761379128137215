import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Endpoint } from '../http/endpoint.js';
import { escapeHtml, pageHeaders } from '../http/page.js';
import { LetterLinks } from '../letters/letter-links.js';
import { dutyPage } from './page/duty-page.js';
import { lightPage } from './page/layout.js';
import type { SignScene } from './scene.js';
import { SceneReader } from './scene-reader.js';
import { SignDesk } from './sign-desk.js';
import { GONE, SignLinks, type ClosedLink, type OpenedLink } from './sign-links.js';

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
  ) {}

  @Get(':token')
  @Endpoint({ summary: 'The page behind a signed link (HTML); changes nothing', needs: 'public' })
  async look(@Param('token') token: string, @Res() response: Response): Promise<void> {
    if (await this.letters.look(token, response)) return;
    const link = await this.links.open(token);
    if (isClosed(link)) return refuse(response, link);
    show(response, 200, await this.reader.read(link));
  }

  @Post(':token')
  @Endpoint({
    summary: 'A form of the page behind a signed link (HTML): sign, report, refuse, ask for time, hand on',
    needs: 'public',
    anyOrigin: true,
  })
  async act(@Param('token') token: string, @Body() form: unknown, @Res() response: Response): Promise<void> {
    if (await this.letters.answer(token, form, response)) return;
    const link = await this.links.open(token);
    if (isClosed(link)) return refuse(response, link);
    const { status, scene } = await this.desk.take(link, form);
    show(response, status, scene);
  }
}

const isClosed = (link: OpenedLink | ClosedLink): link is ClosedLink => 'status' in link;

const refuse = (response: Response, { status, title, detail }: ClosedLink): void =>
  send(
    response,
    status,
    lightPage(title, `<section><h1>${escapeHtml(title)}</h1><p>${escapeHtml(detail)}</p></section>`),
  );

const show = (response: Response, status: number, scene: SignScene | null): void =>
  scene ? send(response, status, dutyPage(scene)) : refuse(response, GONE);

const send = (response: Response, status: number, html: string): void =>
  void response.status(status).set(pageHeaders).send(html);
