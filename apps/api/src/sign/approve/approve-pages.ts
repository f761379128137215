import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { isClosed, sendClosed, sendPage } from '../send.js';
import { ApproveDesk } from './approve-desk.js';
import { ApproveLinks } from './approve-links.js';
import { approvePage } from './approve-page.js';
import { ApproveReader } from './approve-reader.js';

/** The signed page of a text: looking changes nothing, its buttons sign or send back. */
@Injectable()
export class ApprovePages {
  constructor(
    private readonly links: ApproveLinks,
    private readonly reader: ApproveReader,
    private readonly desk: ApproveDesk,
  ) {}

  /** @returns false when the token is of another purpose: nothing has been sent then */
  async look(token: string, response: Response): Promise<boolean> {
    const opened = await this.links.open(token);
    if (!opened) return false;
    if (isClosed(opened)) sendClosed(response, opened);
    else sendPage(response, 200, approvePage(await this.reader.read(opened, { outcome: null, kept: {} })));
    return true;
  }

  /** @returns false as `look` */
  async act(token: string, body: unknown, response: Response): Promise<boolean> {
    const opened = await this.links.open(token);
    if (!opened) return false;
    if (isClosed(opened)) {
      sendClosed(response, opened);
      return true;
    }
    const { status, ...taken } = await this.desk.take(opened, body);
    // Rights and state are read again: the text has moved on by what was just done.
    const now = await this.links.open(token);
    if (!now) return false;
    if (isClosed(now)) sendClosed(response, now);
    else sendPage(response, status, approvePage(await this.reader.read(now, taken)));
    return true;
  }
}
