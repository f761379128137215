/** What one page of an incident shows; a matter with thousands of reposts stays readable. */
export const INCIDENT_ITEMS_SHOWN = 200;
export const TIMELINE_SHOWN = 300;
