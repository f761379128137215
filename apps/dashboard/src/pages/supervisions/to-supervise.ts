/** A duty that is to be supervised. */
export interface ToSupervise {
  assignmentId: string;
  unit: string;
  number: string;
  rehearsal: boolean;
  late: boolean;
}
