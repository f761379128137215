export { officialDocx, type OfficialPaper, type PaperHead } from './official-docx.js';
