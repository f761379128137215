import { buildStale, checkNode, installMissing } from './lib/prepare.mjs';

checkNode();
installMissing({ dev: false });
buildStale();
