import { ApproveDesk } from './approve/approve-desk.js';
import { ApproveLinks } from './approve/approve-links.js';
import { ApprovePages } from './approve/approve-pages.js';
import { ApproveReader } from './approve/approve-reader.js';
import { SignDeeds } from './deeds.js';
import { FormDesk } from './form-desk.js';
import { InstructDesk } from './instruct/instruct-desk.js';
import { InstructLinks } from './instruct/instruct-links.js';
import { InstructPages } from './instruct/instruct-pages.js';
import { SceneReader } from './scene-reader.js';
import { SignDesk } from './sign-desk.js';
import { SignLinks } from './sign-links.js';

/** What stands behind signed links, for the module of the API. */
export const signProviders = [
  FormDesk,
  SignDeeds,
  SceneReader,
  SignDesk,
  SignLinks,
  ApproveLinks,
  ApproveReader,
  ApproveDesk,
  ApprovePages,
  InstructLinks,
  InstructDesk,
  InstructPages,
];
