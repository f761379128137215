import { Injectable } from '@nestjs/common';
import { maskPersonal } from '#collect';
import { HandOnActions, RefusedAction } from '#incidents/service';
import { SignDeeds } from './deeds.js';
import { FormDesk } from './form-desk.js';
import { handOnForm, STEPS, wordsOf, type Step } from './forms.js';
import { onlyLooks, type SignScene } from './scene.js';
import { SceneReader } from './scene-reader.js';
import type { OpenedLink } from './sign-links.js';

/** What came of a form: the scene after it, and whether it was taken. */
export interface Done {
  status: 200 | 409;
  /** Null: the matter is gone meanwhile. */
  scene: SignScene | null;
}

/** What is done on the signed page of a duty; and what a script posts to the link (interfaces.md: acts only by POST). */
@Injectable()
export class SignDesk {
  constructor(
    private readonly forms: FormDesk,
    private readonly reader: SceneReader,
    private readonly deeds: SignDeeds,
    private readonly handOns: HandOnActions,
  ) {}

  /** @param body of the POST, whatever it is */
  async take(link: OpenedLink, body: unknown): Promise<Done> {
    // A script that posts to the link has read no page, and needs none: the link is the right to act.
    const { status, outcome, kept } = await this.forms.take(link.token, body, {
      steps: STEPS,
      bare: 'sign',
      words: wordsOf,
      act: (step, given) => this.carryOut(step, link, given),
    });
    return { status, scene: await this.reader.read(link, { outcome, kept }) };
  }

  private async carryOut(step: Step, link: OpenedLink, given: unknown): Promise<void> {
    const scene = await this.reader.read(link);
    if (!scene) throw new RefusedAction('not_found');
    const { duty } = scene;
    const actor = `link:${duty.unit}`;
    if (onlyLooks(scene) && step !== 'take_back') throw new RefusedAction('handed_on');
    if (step === 'take_back') return this.handOns.takeBack(duty.id, link.contactId, actor);
    if (step !== 'hand_on') return this.deeds.carryOut(step, scene, given);
    const { to, words } = handOnForm.parse(given);
    await this.handOns.handOn(duty.id, { from: link.contactId, to, note: maskPersonal(words) }, actor);
  }
}
