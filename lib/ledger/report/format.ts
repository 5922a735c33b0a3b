/** How a report is written. */
export const REPORT_FORMATS = ['html', 'json', 'csv'] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];
