import type { JournalEntry } from '../../../sandbox/kernel/journal';
import type { ContactSync } from './contactSync';

/** The alerts that have a text in them. */
export const alertsAbout = ({ alerts }: ContactSync, text: string) => alerts.texts().filter((alert) => alert.includes(text));

export async function alertRowsAbout(sync: ContactSync, id: string) {
	return (await sync.rows('alert')).filter((alert) => alert.id === id);
}

/** Changes at either vendor after a mark of the journal. */
export function writesAfter({ stage }: ContactSync, mark: number): string[] {
	const isWrite = ({ method, path }: JournalEntry) => !['GET', 'HEAD'].includes(method) && !/\/search$|\/companies\/list$|\/connect\/token$/.test(path);
	return stage.sandbox.journal.list({ after: mark }).filter(isWrite).map(({ vendor, method, path }) => `${vendor} ${method} ${path}`);
}
