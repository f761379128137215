import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { maskPersonal } from '#collect';
import { Clock } from '#clock';
import { HandOnActions, RefusedAction } from '#incidents/service';
import type { Keys } from '#secrets';
import { KEYS } from '../../../worker/src/core/tokens.js';
import { SignDeeds } from './deeds.js';
import { checkFormToken } from './form-token.js';
import { handOnForm, keptOf, stepForm, wordsOf, type Step } from './forms.js';
import { releaseForm, useForm } from './forms-used.js';
import { onlyLooks, type SignScene } from './scene.js';
import { SceneReader } from './scene-reader.js';
import type { OpenedLink } from './sign-links.js';

/** What came of a form: the scene after it, and whether it was taken. */
export interface Done {
  status: 200 | 409;
  scene: SignScene | null;
}

type Outcome = NonNullable<SignScene['outcome']>;

/** Takes the forms of signed pages, each once; and what a script posts to the link (interfaces.md: acts only by POST). */
@Injectable()
export class SignDesk {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly reader: SceneReader,
    private readonly deeds: SignDeeds,
    private readonly handOns: HandOnActions,
    @Inject(KEYS) private readonly keys: Keys,
  ) {}

  /** @param body of the POST, whatever it is */
  async take(link: OpenedLink, body: unknown): Promise<Done> {
    const given = cleaned(body);
    const asked = stepForm.safeParse(given);
    const now = this.clock.now('real');
    const token = asked.success ? asked.data.form : undefined;
    // A script that posts to the link has read no page, and needs none: the link is the right to act.
    const good = token === undefined ? 'good' : checkFormToken(this.keys.links, link.token, token, now);
    if (!asked.success || good !== 'good') {
      const step = asked.success ? asked.data.step : 'sign';
      return this.show(link, 409, { ok: false, step, ...(good === 'old' ? OLD : NOT_OURS) }, keptOf(given));
    }
    const { step, form = null } = asked.data;
    if (form !== null && !(await useForm(this.database.manager, form, now)))
      return this.show(link, 200, null);
    const release = async () => form !== null && releaseForm(this.database.manager, form);
    const before = await this.reader.read(link);
    if (!before) return { status: 409, scene: null };
    const fault = await this.carryOut(step, link, before, given).catch(async (error: unknown) => {
      await release();
      throw error;
    });
    if (!fault) return this.show(link, 200, this.done(step));
    await release();
    return this.show(
      link,
      409,
      { ok: false, step, title: wordsOf(step).failed, detail: fault },
      keptOf(given),
    );
  }

  /** @returns why it was not taken; null when it was */
  private async carryOut(
    step: Step,
    link: OpenedLink,
    scene: SignScene,
    given: unknown,
  ): Promise<string | null> {
    const { duty } = scene;
    const actor = `link:${duty.unit}`;
    try {
      if (onlyLooks(scene) && step !== 'take_back') throw new RefusedAction('handed_on');
      if (step === 'take_back') await this.handOns.takeBack(duty.id, link.contactId, actor);
      else if (step === 'hand_on') {
        const { to, words } = handOnForm.parse(given);
        await this.handOns.handOn(duty.id, { from: link.contactId, to, note: maskPersonal(words) }, actor);
      } else await this.deeds.carryOut(step, scene, given);
      return null;
    } catch (error) {
      if (error instanceof z.ZodError) return `${error.issues[0]?.message ?? '填写的内容有误'}。`;
      if (error instanceof RefusedAction) return error.message;
      throw error;
    }
  }

  private done(step: Step): Outcome {
    const { done, next } = wordsOf(step);
    return { ok: true, step, title: done, detail: next };
  }

  private async show(
    link: OpenedLink,
    status: Done['status'],
    outcome: Outcome | null,
    kept: Record<string, string> = {},
  ): Promise<Done> {
    return { status, scene: await this.reader.read(link, { outcome, kept }) };
  }
}

const OLD = { title: '没有提交', detail: '页面停留时间过长，填写的内容还在，请再点一次按钮。' };
const NOT_OURS = { title: '没有提交', detail: '请在本页点按钮办理。刚才没有改动任何内容。' };

/** PostgreSQL stores no NUL character, and nobody types one. */
function cleaned(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return {};
  const clean = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '') : value);
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, clean(value)]));
}
