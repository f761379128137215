import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { Principal } from '#access';
import { Clock } from '#clock';
import { readDirectory } from '#jurisdiction/service';
import {
  addDocument,
  addInterpretation,
  changeDocument,
  changeInterpretation,
  importLibrary,
  moveDocument,
  moveInterpretation,
  previewLibrary,
  type LibraryAct,
} from '#respond/service';
import type { LibraryImported, LibraryImportPreview, PolicyDocumentView } from '../contract/index.js';
import { actorOf } from '../http/current.js';
import { badInput } from '../http/problem.js';
import type { documentChange, documentForm, interpretationForm, libraryUpload, move } from './forms.js';
import { LibraryReader } from './library-reader.js';
import { presentImport } from './present.js';

type Upload = z.output<typeof libraryUpload>;

/** Changes of the library; each is audited. */
@Injectable()
export class LibraryDesk {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly reader: LibraryReader,
  ) {}

  async add(caller: Principal, form: z.output<typeof documentForm>): Promise<PolicyDocumentView> {
    const { id } = await this.during(caller, (act) => addDocument(act, form));
    return this.reader.one(caller, id);
  }

  async change(
    caller: Principal,
    id: string,
    form: z.output<typeof documentChange>,
  ): Promise<PolicyDocumentView> {
    const { version, ...given } = form;
    return this.after(caller, id, (act) => changeDocument(act, { id, version }, given));
  }

  move(caller: Principal, id: string, { version, to }: z.output<typeof move>): Promise<PolicyDocumentView> {
    return this.after(caller, id, (act) => moveDocument(act, { id, version }, to));
  }

  explain(
    caller: Principal,
    id: string,
    textId: string | null,
    form: z.output<typeof interpretationForm>,
  ): Promise<PolicyDocumentView> {
    const { version, ...given } = form;
    return this.after(caller, id, (act) =>
      textId === null
        ? addInterpretation(act, { id, version }, given)
        : changeInterpretation(act, { id, version }, textId, given),
    );
  }

  moveText(
    caller: Principal,
    id: string,
    textId: string,
    { version, to }: z.output<typeof move>,
  ): Promise<PolicyDocumentView> {
    return this.after(caller, id, (act) => moveInterpretation(act, { id, version }, textId, to));
  }

  /** @throws RosterFileError */
  async preview(caller: Principal, { files }: Upload): Promise<LibraryImportPreview> {
    const act = await this.actOf(caller, this.database.manager);
    return presentImport(await previewLibrary(uploadsOf(files), act));
  }

  /** @throws RosterFileError, PreviewOutdated */
  async apply(caller: Principal, { files, seen }: Upload): Promise<LibraryImported> {
    if (seen === undefined) throw badInput('请先预览，核对后再导入。');
    return this.during(caller, (act) => importLibrary(uploadsOf(files), act, seen));
  }

  private async after(
    caller: Principal,
    id: string,
    work: (act: LibraryAct) => Promise<unknown>,
  ): Promise<PolicyDocumentView> {
    await this.during(caller, work);
    return this.reader.one(caller, id);
  }

  private during<T>(caller: Principal, work: (act: LibraryAct) => Promise<T>): Promise<T> {
    return this.database.transaction(async (manager) => work(await this.actOf(caller, manager)));
  }

  private async actOf(caller: Principal, manager: EntityManager): Promise<LibraryAct> {
    const { jurisdictionId } = caller;
    const directory = await readDirectory(manager, jurisdictionId);
    return { manager, jurisdictionId, directory, actor: actorOf(caller), at: this.clock.now('real') };
  }
}

const uploadsOf = (files: Upload['files']) =>
  files.map(({ name, content }) => ({ name, bytes: Buffer.from(content, 'base64') }));
